"""Checks the metadata of wheels as PyPI does when they are uploaded: fields, URLs, and whether the README can be shown.

    python tools/check-python-package.py WHEEL...

Needs the packages `packaging` and `readme_renderer[md]`.
"""

import re
import sys
import zipfile
from urllib.parse import urlsplit

from packaging.metadata import Metadata, parse_email
from readme_renderer import markdown


def problems(path):
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        [name] = [name for name in names if name.endswith(".dist-info/METADATA")]
        raw, unparsed = parse_email(wheel.read(name))
        # setuptools writes this field in older versions of the metadata as well, and PyPI accepts it.
        raw.pop("license_files", None)
        metadata = Metadata.from_raw(raw, validate=True)
        for field in unparsed:
            yield f"{field} cannot be parsed"
        if any(".data/scripts/" in name for name in names):
            yield "there are scripts, which Windows cannot start"
        if not any(name.endswith(".dist-info/entry_points.txt") for name in names):
            yield "the command has no entry point"
        if not any(name.endswith(".dist-info/LICENSE") or "/licenses/" in name for name in names):
            yield "the license is not included"
    urls = {**(metadata.project_urls or {}), "Home-page": metadata.home_page}
    for label, url in urls.items():
        if url is not None and urlsplit(url).scheme not in ("http", "https"):
            yield f"{label}: {url} is not an HTTP URL"
    if metadata.home_page is None and not urls:
        yield "there is no home page"
    if metadata.description_content_type is None or not metadata.description_content_type.startswith("text/markdown"):
        yield f"the README is {metadata.description_content_type}, not Markdown"
    html = markdown.render(metadata.description or "")
    if not html:
        yield "the README cannot be shown"
        return
    for link in re.findall(r'(?:href|src)="([^"]*)"', html):
        if not re.match(r"https?:|#|mailto:", link):
            yield f"the README has a relative link, {link}"


failed = False
for wheel in sys.argv[1:]:
    for problem in problems(wheel):
        failed = True
        print(f"{wheel}: {problem}")
sys.exit(1 if failed or len(sys.argv) < 2 else 0)
