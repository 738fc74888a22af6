"""Gives a wheel of jsii console entry points instead of scripts, which Windows cannot start.

    python tools/console-entry-points.py WHEEL

The module with the entry point does not belong to the package, whose import would load the whole library.
"""

import base64
import hashlib
import pathlib
import re
import sys
import zipfile

PACKAGE = "cdk8s_calico_threat_defense"
MODULE = f"{PACKAGE}_command"
NAMES = ["calico-threat-defense", "cdk8s-calico-threat-defense"]

PROGRAM = '''"""The command of {library}: `python -m {module}` starts it as well."""

import os
import sys

import jsii


def main() -> int:
    """Runs the command with the arguments of the process."""
    os.environ.setdefault("JSII_RUNTIME_PACKAGE_CACHE", "disabled")
    # The command works with Node.js 20; the notice of jsii would hide what it prints.
    os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")
    assembly = jsii.JSIIAssembly.load("{library}", "{version}", "{package}", "{library}@{version}.jsii.tgz")
    return assembly.invokeBinScript("{library}", "calico-threat-defense", sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
'''


def entry_points():
    return "[console_scripts]\n" + "".join(f"{name} = {MODULE}:main\n" for name in NAMES)


def record_line(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n"


def rewrite(path):
    with zipfile.ZipFile(path) as wheel:
        infos = wheel.infolist()
        files = {info.filename: (info, wheel.read(info)) for info in infos}
    [info_folder] = {name.split("/")[0] for name in files if ".dist-info/" in name}
    version = re.fullmatch(rf"{PACKAGE}-(.+)\.dist-info", info_folder)[1]
    kept = {name: entry for name, entry in files.items() if ".data/scripts/" not in name}
    record, _ = kept.pop(f"{info_folder}/RECORD")

    def added(name, text):
        info = zipfile.ZipInfo(name, record.date_time)
        info.external_attr = record.external_attr
        info.compress_type = zipfile.ZIP_DEFLATED
        kept[name] = (info, text.encode())

    library = PACKAGE.replace("_", "-")
    added(f"{MODULE}.py", PROGRAM.format(library=library, module=MODULE, package=PACKAGE, version=version))
    added(f"{info_folder}/entry_points.txt", entry_points())
    added(f"{info_folder}/top_level.txt", f"{PACKAGE}\n{MODULE}\n")
    lines = [record_line(name, data) for name, (_, data) in kept.items()]
    added(f"{info_folder}/RECORD", "".join(lines) + f"{info_folder}/RECORD,,\n")
    changed = path.with_suffix(".changed")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for info, data in kept.values():
            wheel.writestr(info, data)
    changed.replace(path)


rewrite(pathlib.Path(sys.argv[1]))
