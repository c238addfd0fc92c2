"""What the PC algorithm finds in samples: skeletons, separating sets of largest p-value, and CPDAGs by their definition."""

import itertools
import pathlib
import sys

import networkx
import numpy
import scipy
import scipy.stats

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from golden import Golden


class Binary:
    """G2 or chi2 on rows of 0 and 1."""

    def __init__(self, rows, likelihood):
        self.rows, self.likelihood = rows, likelihood

    def log_p(self, i, j, given):
        strata = {}
        for row in self.rows:
            strata.setdefault(tuple(row[list(given)]), numpy.zeros((2, 2)))[row[i], row[j]] += 1
        statistic, df = 0.0, 0
        for cells in strata.values():
            cells = cells[cells.sum(axis=1) > 0][:, cells.sum(axis=0) > 0]
            if min(cells.shape) == 2:
                result = scipy.stats.chi2_contingency(
                    cells, correction=False, lambda_="log-likelihood" if self.likelihood else "pearson")
                statistic, df = statistic + result.statistic, df + result.dof
        return scipy.stats.chi2.logsf(statistic, df) if df else 0.0


class Numeric:
    """Fisher's z, with the partial correlation out of the inverse of the correlation matrix."""

    def __init__(self, columns):
        self.n, self.correlation = columns.shape[1], numpy.corrcoef(columns)

    def log_p(self, i, j, given):
        chosen = [i, j, *given]
        precision = numpy.linalg.inv(self.correlation[numpy.ix_(chosen, chosen)])
        r = -precision[0, 1] / numpy.sqrt(precision[0, 0] * precision[1, 1])
        return numpy.log(2) + scipy.stats.norm.logsf(abs(numpy.sqrt(self.n - len(given) - 3) * numpy.arctanh(r)))


def pc(test, k, alpha, depth):
    """The skeleton, and for each pair without an edge the separating set of the level with the largest p-value."""
    graph = networkx.complete_graph(k)
    separators = {}
    for level in range(depth + 1):
        before = {node: set(graph[node]) for node in graph}
        for i, j in list(graph.edges):
            sets = set(itertools.combinations(sorted(before[i] - {j}), level))
            sets |= set(itertools.combinations(sorted(before[j] - {i}), level))
            tested = sorted(((test.log_p(i, j, given), given) for given in sets), reverse=True)
            if tested and tested[0][0] > numpy.log(alpha):
                assert len(tested) == 1 or tested[0][0] > tested[1][0] + 1e-9, "a tie"
                graph.remove_edge(i, j)
                separators[i, j] = tested[0][1]
    return graph, separators


def v_structures(arrows):
    edges = {frozenset(arrow) for arrow in arrows}
    return {
        (min(a, b), c, max(a, b))
        for (a, c), (b, d) in itertools.combinations(arrows, 2)
        if c == d and frozenset((a, b)) not in edges
    }


def cpdag(graph, separators):
    """The directions that occur in the acyclic graphs with this skeleton and these v-structures; none if there is no such graph."""
    wanted = {
        (i, c, j) for (i, j), given in separators.items()
        for c in set(graph[i]) & set(graph[j]) if c not in given
    }
    edges = list(graph.edges)
    may = numpy.zeros((len(graph), len(graph)), int)
    for flips in itertools.product((False, True), repeat=len(edges)):
        arrows = [(j, i) if flip else (i, j) for (i, j), flip in zip(edges, flips)]
        if v_structures(arrows) == wanted and networkx.is_directed_acyclic_graph(networkx.DiGraph(arrows)):
            for arrow in arrows:
                may[arrow] = 1
    return may if may.any() else None


def binary(random, k, n):
    """Rows of binary variables, each with some of those before it as causes, in a random order."""
    order = random.permutation(k)
    rows = numpy.zeros((n, k), int)
    for position, node in enumerate(order):
        causes = [c for c in order[:position] if random.random() < 0.4]
        logits = random.normal(scale=0.5) + sum(random.choice((-1, 1)) * 1.3 * (rows[:, c] - 0.5) for c in causes)
        rows[:, node] = random.random(n) < 1 / (1 + numpy.exp(-logits))
    return rows


def numeric(random, k, n):
    order = random.permutation(k)
    columns = numpy.zeros((k, n))
    for position, node in enumerate(order):
        causes = [c for c in order[:position] if random.random() < 0.4]
        columns[node] = random.normal(size=n) + sum(random.choice((-1, 1)) * 0.6 * columns[c] for c in causes)
    return numpy.round(columns * 64) / 64


golden = Golden(
    "graph/discovery",
    __file__,
    "PC-stable (Colombo and Maathuis 2014) with the separating set of largest p-value of its level, as a sum of powers of two, -1 where there is an "
    "edge; directions that occur in the directed acyclic graphs with that skeleton and those v-structures",
    seed=21,
    precision="float64",
    versions={"numpy": numpy.__version__, "scipy": scipy.__version__, "networkx": networkx.__version__},
)
random = numpy.random.default_rng(21)
oriented = 0
for trial in range(18):
    kind = ("chi2", "g2", "fisher-z")[trial % 3]
    k, depth = (6, 3)
    alpha = (0.01, 0.001)[trial % 2]
    name = f"{kind} {trial}"
    if kind == "fisher-z":
        data = numeric(random, k, 150)
        golden.input(name, "columns", data.tolist())
        test = Numeric(data)
    else:
        data = binary(random, k, 1000)
        counts = numpy.zeros((2,) * k, int)
        for row in data:
            counts[tuple(row)] += 1
        golden.input(name, "counts", counts.tolist())
        test = Binary(data, kind == "g2")
    golden.input(name, "alpha", alpha)
    golden.input(name, "depth", depth)
    graph, separators = pc(test, k, alpha, depth)
    masks = -numpy.ones((k, k), int)
    for (i, j), given in separators.items():
        masks[i, j] = masks[j, i] = sum(1 << g for g in given)
    golden.output(name, "separators", masks.tolist())
    directions = cpdag(graph, separators)
    if directions is not None:
        oriented += 1
        golden.output(name, "directions", directions.tolist())
assert oriented >= 8, oriented
golden.write()
