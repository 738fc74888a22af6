import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** Makes a wheel as jsii does, with a command that Windows cannot start. */
const MAKE = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("cdk8s_calico_threat_defense/__init__.py", "")
    wheel.writestr("cdk8s_calico_threat_defense-1.2.3.data/scripts/calico-threat-defense", "#!/usr/bin/env python")
    wheel.writestr("cdk8s_calico_threat_defense-1.2.3.dist-info/METADATA", "Metadata-Version: 2.1")
    wheel.writestr("cdk8s_calico_threat_defense-1.2.3.dist-info/top_level.txt", "cdk8s_calico_threat_defense")
    wheel.writestr("cdk8s_calico_threat_defense-1.2.3.dist-info/RECORD", "")
`;
/** Reads its files, and compares them with its record. */
const READ = `
import base64, hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    files = {name: wheel.read(name) for name in wheel.namelist()}
info = "cdk8s_calico_threat_defense-1.2.3.dist-info/"
record = dict(line.split(",")[:2] for line in files[info + "RECORD"].decode().splitlines())
digest = lambda data: "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
wrong = [name for name, data in files.items() if name != info + "RECORD" and record.get(name) != digest(data)]
compile(files["cdk8s_calico_threat_defense_command.py"], "command", "exec")
entries = files[info + "entry_points.txt"].decode()
print(json.dumps({"names": sorted(files), "entries": entries, "wrong": wrong}))
`;

describe('tools/console-entry-points.py', () => {
  it('replaces the script of a wheel by entry points, which every system can start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wheel '));
    const wheel = join(folder, 'cdk8s_calico_threat_defense-1.2.3-py3-none-any.whl');
    execFileSync('python3', ['-c', MAKE, wheel]);
    execFileSync('python3', [join(root, 'tools', 'console-entry-points.py'), wheel]);
    const { names, entries, wrong } = JSON.parse(execFileSync('python3', ['-c', READ, wheel], { encoding: 'utf8' }));
    rmSync(folder, { recursive: true, force: true });
    expect(names.filter((name: string) => name.includes('.data/scripts'))).toEqual([]);
    expect(entries).toBe(
      '[console_scripts]\ncalico-threat-defense = cdk8s_calico_threat_defense_command:main\ncdk8s-calico-threat-defense = cdk8s_calico_threat_defense_command:main\n',
    );
    expect(wrong).toEqual([]);
  });
});
