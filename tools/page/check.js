// Judges the page that it is put into, and tells the page around it: a line of what was seen, and a line for each fault. Run by tools/check-page in
// a browser without a window.
'use strict';
const faults = [];
addEventListener('error', event => faults.push('error: ' + event.message), true);
addEventListener('securitypolicyviolation', event => faults.push('refused by the policy: ' + event.blockedURI));

function channels(colour) {
    const numbers = (colour.match(/[\d.]+/g) || []).map(Number);
    return {rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1};
}

// The colour behind an element's text: the first background that is opaque, upwards.
function backgroundOf(element) {
    for (let at = element; at; at = at.parentElement) {
        const {rgb, alpha} = channels(getComputedStyle(at).backgroundColor);
        if (alpha === 1) {
            return rgb;
        }
        if (alpha > 0) {
            faults.push('a background that shows through cannot be judged: ' + describe(at));
        }
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255];
}

function luminance(rgb) {
    const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

function describe(element) {
    return element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') + ' "'
        + element.textContent.trim().slice(0, 40) + '"';
}

// WCAG 2.2, 1.4.3: 4.5 to 1, for large text 3 to 1.
function checkContrast() {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let least = Infinity;
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || element.closest('script, style')) {
            continue;
        }
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
        const ratio = contrast(channels(style.color).rgb, backgroundOf(element));
        least = Math.min(least, ratio);
        if (ratio < (large ? 3 : 4.5)) {
            faults.push('contrast of ' + ratio.toFixed(2) + ': ' + describe(element));
        }
    }
    return least;
}

function checkImages() {
    for (const image of document.images) {
        if (!image.complete || image.naturalWidth === 0 || image.naturalHeight === 0) {
            faults.push('not painted: ' + image.alt);
        }
        if (!image.alt.trim()) {
            faults.push('an image without alternative text');
        }
    }
    return document.images.length;
}

function checkLinks() {
    const links = document.querySelectorAll('a[href]');
    for (const link of links) {
        const target = link.getAttribute('href');
        if (!target.startsWith('#')) {
            faults.push('a link to outside: ' + target);
        } else if (!document.getElementById(decodeURIComponent(target.slice(1)))) {
            faults.push('a link to nothing: ' + target);
        }
    }
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => faults.push('an id that is used twice: ' + id));
    return links.length;
}

function checkTables() {
    const tables = document.querySelectorAll('table');
    for (const table of tables) {
        if (!table.caption || !table.caption.textContent.trim()) {
            faults.push('a table without a caption');
        }
        for (const header of table.querySelectorAll('th')) {
            if (!header.scope) {
                faults.push('a header without a scope: ' + describe(header));
            }
        }
        for (const row of table.tBodies[0].rows) {
            if (row.cells[0].tagName !== 'TH') {
                faults.push('a row without a header: ' + describe(row));
            }
        }
    }
    return tables.length;
}

function checkHeadings() {
    let before = 0;
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const level = Number(heading.tagName[1]);
        if (level > before + 1) {
            faults.push('a heading of level ' + level + ' below one of ' + before + ': ' + describe(heading));
        }
        before = level;
    }
}

function checkWidth() {
    const width = document.documentElement.scrollWidth;
    if (width > innerWidth) {
        faults.push('wider than the window: ' + width + ' of ' + innerWidth + ' pixels');
    }
}

function checkEquations() {
    const equations = document.querySelectorAll('math');
    for (const equation of equations) {
        if (equation.namespaceURI !== 'http://www.w3.org/1998/Math/MathML' || equation.getBoundingClientRect().height === 0) {
            faults.push('an equation that is not shown: ' + describe(equation));
        }
    }
    return equations.length;
}

addEventListener('load', () => {
    document.querySelectorAll('details').forEach(details => details.open = true);
    const least = checkContrast();
    const images = checkImages();
    const links = checkLinks();
    const tables = checkTables();
    const equations = checkEquations();
    checkHeadings();
    checkWidth();
    const requests = performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('data:'));
    requests.forEach(name => faults.push('a request: ' + name));
    const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const summary = `${innerWidth} pixels, ${scheme}: ${images} figures, ${equations} equations, ${tables} tables, `
        + `${links} links, least contrast ${least.toFixed(2)}`;
    parent.postMessage([summary, ...new Set(faults)].join('\n'), '*');
});
