"""Small files of every kind of PNG, JPEG and BMP that cameras, programs and data sets hold, for src/test/resources/images, and the bytes
that Pillow reads out of them: Image.open(file).convert("RGB"), which takes the stored numbers and leaves colour profiles, gamma, transparency
and orientation aside. Grey with 16 bits, which Pillow clips at 255, is rounded here to the nearest of 8; colours with 16 bits too, which
Pillow cuts to the upper 8.

What Pillow does not write (interlaced PNG, 16-bit BMP, JPEG with other markers) is put together here, byte by byte, and then read by Pillow.

Needs numpy and Pillow.
"""

import io
import pathlib
import struct
import sys
import zlib

import numpy as np
import PIL
from PIL import Image, ImageCms, features

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

SEED = 10
OUT = pathlib.Path(__file__).resolve().parents[3] / "src/test/resources/images"

out = golden.Golden(
    "data/image_files",
    __file__,
    "Pillow's Image.open(file).convert('RGB'); of samples with 16 bits rint(v / 257)",
    seed=SEED,
    precision="bytes",
    versions={"numpy": np.__version__, "Pillow": PIL.__version__, "libjpeg-turbo": features.version("jpg")},
    uses=[draws.__file__],
)


def noise(name, *shape, below=256):
    u = draws.uniforms(SEED, draws.stream("image file " + name), 0, int(np.prod(shape)))
    return np.floor(below * u).astype(int).reshape(shape)


def photograph(height=11, width=19):
    """Strong colours that change over some pixels, with a little noise: what a JPEG file is made for."""
    y, x = np.mgrid[:height, :width]
    waves = [np.sin(0.5 * x + 0.3 * y), np.cos(0.4 * y - 0.2 * x), np.sin(0.3 * x - 0.6 * y + 1)]
    pixels = 127.5 + 120 * np.stack(waves, -1) + noise("photograph", height, width, 3, below=9) - 4
    return Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))


def add(name, content, expected=None):
    """Writes a file and what is to be read out of it: as Pillow does, unless given."""
    (OUT / name).write_bytes(content)
    if expected is None:
        with Image.open(io.BytesIO(content)) as image:
            expected = np.asarray(image.convert("RGB"))
    out.output(name, "pixels", expected.astype(float))


def save(name, image, **options):
    stream = io.BytesIO()
    image.save(stream, options.pop("format", {"jpg": "JPEG"}.get(name.split(".")[-1], name.split(".")[-1].upper())), **options)
    add(name, stream.getvalue())
    return stream.getvalue()


# PNG

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def rows(samples, bits):
    """Each row after the number 0 of its filter, its samples packed into bytes, the first one highest."""
    height, width, bands = samples.shape
    for row in samples.reshape(height, width * bands):
        digits = "".join(f"{sample:0{bits}b}" for sample in row)
        digits += "0" * (-len(digits) % 8)
        yield b"\0" + bytes(int(digits[i : i + 8], 2) for i in range(0, len(digits), 8))


def png(samples, colour_type, bits, *, interlaced=False, extra=b""):
    """A PNG file (third edition, sections 7, 8 and 11) of samples, [height, width, bands]; extra chunks stand before the image's data."""
    height, width, _ = samples.shape
    passes = [samples]
    if interlaced:
        starts = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
        passes = [samples[top::down, left::right] for top, left, down, right in starts]
    data = b"".join(row for part in passes if part.size for row in rows(part, bits))
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, int(interlaced))
    return SIGNATURE + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
BANDS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGB_ALPHA: 4}
NAMES = {GREY: "grey", RGB: "rgb", PALETTE: "palette", GREY_ALPHA: "grey_alpha", RGB_ALPHA: "rgb_alpha"}


def swapped_profile():
    """A profile by which red and blue change places, so that who applies it is far off."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {}
    for tag in range(struct.unpack(">I", profile[128:132])[0]):
        at = 132 + 12 * tag
        tags[bytes(profile[at : at + 4])] = at
    red, blue = (profile[tags[name] + 4 : tags[name] + 12] for name in (b"rXYZ", b"bXYZ"))
    profile[tags[b"rXYZ"] + 4 : tags[b"rXYZ"] + 12], profile[tags[b"bXYZ"] + 4 : tags[b"bXYZ"] + 12] = blue, red
    profile[84:100] = bytes(16)  # the digest of the former profile
    return bytes(profile)


def png_files():
    for colour_type, name in NAMES.items():
        for bits in [1, 2, 4, 8, 16]:
            if bits < 8 and colour_type not in (GREY, PALETTE) or bits == 16 and colour_type == PALETTE:
                continue
            file = f"{name}_{bits}.png"
            samples = noise(file, 5, 7, BANDS[colour_type], below=2**bits)
            extra = b""
            if colour_type == PALETTE:
                extra = chunk(b"PLTE", noise(file + " palette", 2**bits, 3).astype(np.uint8).tobytes())
                extra += chunk(b"tRNS", b"\0\x80")
            expected = None
            if bits == 16:
                colours = samples[..., : 1 if colour_type in (GREY, GREY_ALPHA) else 3]
                expected = np.rint(np.broadcast_to(colours, (5, 7, 3)) / 257)
            add(file, png(samples, colour_type, bits, extra=extra), expected)
    for colour_type, bits in [(RGB, 8), (GREY, 1), (PALETTE, 4)]:
        file = f"{NAMES[colour_type]}_{bits}_interlaced.png"
        samples = noise(file, 9, 11, BANDS[colour_type], below=2**bits)
        extra = chunk(b"PLTE", noise(file + " palette", 16, 3).astype(np.uint8).tobytes()) if colour_type == PALETTE else b""
        add(file, png(samples, colour_type, bits, interlaced=True, extra=extra))

    colours = noise("ancillary", 5, 7, 3)
    profile = b"swapped\0\0" + zlib.compress(swapped_profile())
    ancillary = {
        "gamma": chunk(b"gAMA", struct.pack(">I", 100_000)),
        "chromaticities": chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 15000, 6000, 30000, 60000, 64000, 33000)),
        "profile": chunk(b"iCCP", profile),
        "invalid_profile": chunk(b"iCCP", b"none\0\0" + zlib.compress(b"no profile")),
        "srgb": chunk(b"sRGB", b"\0"),
        "transparent_colour": chunk(b"tRNS", struct.pack(">HHH", *map(int, colours[0, 0]))),
        "significant_bits": chunk(b"sBIT", b"\5\6\5"),
        "background": chunk(b"bKGD", struct.pack(">HHH", 1, 2, 3)),
        "orientation": chunk(b"eXIf", b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"),
    }
    for name, extra in ancillary.items():
        add(f"rgb_8_{name}.png", png(colours, RGB, 8, extra=extra))
    grey = noise("transparent grey", 5, 7, 1)
    add("grey_8_transparent_shade.png", png(grey, GREY, 8, extra=chunk(b"tRNS", struct.pack(">H", int(grey[0, 0, 0])))))
    add("grey_8_gamma.png", png(grey, GREY, 8, extra=ancillary["gamma"]))
    add("rgb_8_suggested_palette.png", png(colours, RGB, 8, extra=chunk(b"PLTE", bytes(range(12)))))
    save("animated.png", photograph(), save_all=True, append_images=[photograph().rotate(180)], duration=100)


# JPEG


def segments(jpeg):
    """The marker segments from SOI to the first SOS, each with its marker; the rest is the last one's."""
    at, parts = 2, []
    while True:
        marker, length = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        if marker == 0xDA:
            return parts + [(marker, jpeg[at:])]
        parts.append((marker, jpeg[at : at + 2 + length]))
        at += 2 + length


def with_markers(jpeg, application=(), ids=None):
    """The same image with other application segments, and with other names of its components."""
    result = b"\xff\xd8" + b"".join(application)
    for marker, segment in segments(jpeg):
        if 0xE0 <= marker <= 0xEF:
            continue
        if ids and marker in (0xC0, 0xC2):
            segment = bytearray(segment)
            segment[10::3] = ids
        elif ids and marker == 0xDA:
            segment = bytearray(segment)
            count = segment[4]
            segment[5 : 5 + 2 * count : 2] = ids
        result += bytes(segment)
    return result


def sampled(jpeg, sampling, height, width):
    """The same blocks under another sampling of the brightness that takes as many of them: another picture, of the given size."""
    result = bytearray(jpeg)
    at = jpeg.index(b"\xff\xc0")
    result[at + 5 : at + 9] = struct.pack(">HH", height, width)
    result[at + 11] = sampling
    return bytes(result)


def application(number, content):
    return bytes([0xFF, 0xE0 + number]) + struct.pack(">H", 2 + len(content)) + content


def adobe(transform):
    return application(14, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))


JFIF = application(0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
EXIF = application(1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0")


def icc(profile):
    return application(2, b"ICC_PROFILE\0\1\1" + profile)


def jpeg_files():
    image = photograph()
    plain = save("ycc_420.jpg", image, quality=85)
    full = save("ycc_444.jpg", image, quality=90, subsampling="4:4:4")
    half = save("ycc_422.jpg", image, quality=90, subsampling="4:2:2")
    add("ycc_440.jpg", sampled(half, 0x12, 19, 11))
    add("ycc_411.jpg", sampled(plain, 0x41, 11, 27))
    add("ycc_410_upright.jpg", sampled(plain, 0x14, 27, 11))
    save("ycc_420_rough.jpg", image, quality=15)
    save("ycc_progressive.jpg", image, quality=85, progressive=True)
    save("ycc_restarts.jpg", image, quality=85, restart_marker_blocks=1)
    save("ycc_one_pixel.jpg", image.crop((3, 3, 4, 4)), quality=85)
    grey = save("grey.jpg", image.convert("L"), quality=85)
    save("grey_progressive.jpg", image.convert("L"), quality=85, progressive=True)
    save("profile.jpg", image, quality=85, icc_profile=swapped_profile())
    save("profile_invalid.jpg", image, quality=85, icc_profile=b"no profile")
    save("comment.jpg", image, quality=85, comment=b"a comment")
    save("several_pictures.jpg", image, format="MPO", save_all=True, append_images=[image.rotate(180)], quality=85)
    add("profile_grey.jpg", with_markers(grey, [JFIF, icc(swapped_profile())]))
    add("profile_alone.jpg", with_markers(plain, [icc(swapped_profile())]))
    add("profile_part_missing.jpg", with_markers(plain, [JFIF, application(2, b"ICC_PROFILE\0\2\2" + swapped_profile())]))
    add("exif_orientation.jpg", with_markers(plain, [EXIF]))
    add("exif_after_jfif.jpg", with_markers(plain, [JFIF, EXIF]))
    add("no_marker.jpg", with_markers(plain))
    add("no_marker_444.jpg", with_markers(full))
    add("no_marker_names_0_1_2.jpg", with_markers(full, ids=b"\0\1\2"))
    add("adobe_ycc.jpg", with_markers(plain, [adobe(1)]))
    add("adobe_ycc_444.jpg", with_markers(full, [adobe(1)]))
    add("jfif_before_adobe_rgb.jpg", with_markers(full, [JFIF, adobe(0)]))
    add("bytes_behind_the_end.jpg", plain + b"behind")
    add("filled_up.jpg", plain[:2] + b"\xff\xff\xff" + plain[2:])

    rgb = save("rgb.jpg", image, quality=90, keep_rgb=True)
    add("rgb_by_names.jpg", with_markers(rgb, ids=b"RGB"))
    add("rgb_by_adobe.jpg", with_markers(rgb, [adobe(0)], ids=b"\1\2\3"))

    inks = Image.merge("CMYK", [*image.split(), Image.fromarray(noise("black", 11, 19, below=200).astype(np.uint8))])
    cmyk = save("cmyk.jpg", inks, quality=90)
    add("cmyk_profile.jpg", with_markers(cmyk, [adobe(0), icc(swapped_profile())]))
    add("cmyk_no_marker.jpg", with_markers(cmyk))
    add("ycck.jpg", with_markers(cmyk, [adobe(2)]))


# BMP


def bmp(width, height, bits, data, *, compression=0, palette=b"", masks=b"", header=40):
    """A BMP file; a negative height goes from the top down."""
    info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(data), 2835, 2835, len(palette) // 4, 0)
    info += masks
    info += bytes(max(0, header - len(info)))
    offset = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data


def lines(samples, bits):
    """Rows of little-endian samples, from the bottom up, each filled up to a multiple of 4 bytes."""
    packed = []
    for row in samples[::-1]:
        if bits < 8:
            line = b"".join(part[1:] for part in rows(row.reshape(1, -1, 1), bits))
        else:
            line = b"".join(int(sample).to_bytes(bits // 8, "little") for sample in row)
        packed.append(line + bytes(-len(line) % 4))
    return b"".join(packed)


def bmp_files():
    image = photograph(5, 7)
    save("rgb_24.bmp", image)
    save("grey_8.bmp", image.convert("L"))
    save("rgb_alpha_32.bmp", Image.merge("RGBA", [*image.split(), image.split()[0]]))
    for bits in [1, 4, 8]:
        palette = noise(f"bmp palette {bits}", 2**bits, 4)
        palette[:, 3] = 0
        add(f"palette_{bits}.bmp", bmp(7, 5, bits, lines(noise(f"bmp {bits}", 5, 7, below=2**bits), bits), palette=palette.astype(np.uint8).tobytes()))
    words = noise("bmp 16", 5, 7, below=2**16)
    add("rgb_555.bmp", bmp(7, 5, 16, lines(words & 0x7FFF, 16)))
    add("rgb_565.bmp", bmp(7, 5, 16, lines(words, 16), compression=3, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)))
    wide = noise("bmp 32", 5, 7, below=2**32)
    add("rgb_32.bmp", bmp(7, 5, 32, lines(wide, 32)))
    add("rgb_32_masks.bmp", bmp(7, 5, 32, lines(wide, 32), compression=3, masks=struct.pack("<III", 0xFF0000, 0xFF00, 0xFF)))
    others = np.stack([wide & 255, wide >> 8 & 255, wide >> 16 & 255], -1)  # which Pillow refuses
    add("rgb_32_other_order.bmp", bmp(7, 5, 32, lines(wide, 32), compression=3, masks=struct.pack("<III", 0xFF, 0xFF00, 0xFF0000)), others)
    add("top_down_32.bmp", bmp(7, -5, 32, lines(wide, 32)))
    colours = noise("bmp palette 8", 256, 4)
    colours[:, 3] = 0
    runs = b"".join(bytes([3, 10 * row, 0, 4, 1 + row, 2, 3, 4, 0, 0]) for row in range(4)) + bytes([7, 200, 0, 0, 0, 1])
    add("runs_8.bmp", bmp(7, 5, 8, runs, compression=1, palette=colours.astype(np.uint8).tobytes()))
    few = noise("bmp palette 4", 16, 4)
    few[:, 3] = 0
    runs = b"".join(bytes([3, 0x12 + row, 0, 4, 0x34, 0x56, 0, 0]) for row in range(4)) + bytes([7, 0x9A, 0, 0, 0, 1])
    add("runs_4.bmp", bmp(7, 5, 4, runs, compression=2, palette=few.astype(np.uint8).tobytes()))
    data = lines(noise("bmp os2", 5, 7, below=2**24), 24)
    add("os2_24.bmp", b"BM" + struct.pack("<IHHI", 26 + len(data), 0, 0, 26) + struct.pack("<IHHHH", 12, 7, 5, 1, 24) + data)
    profile = swapped_profile()
    five = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0) + b"DEBM" + bytes(48) + struct.pack("<IIII", 4, 124 + len(data), len(profile), 0)
    add("profile_24.bmp", bmp(7, 5, 24, data, masks=five, header=124) + profile)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    png_files()
    jpeg_files()
    bmp_files()
    out.write()
