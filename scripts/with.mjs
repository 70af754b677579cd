// Runs a command with variables that are set only where nobody has set them: `with.mjs NAME=value … command …`.
// What `NAME=${NAME:-value} command` does in a POSIX shell; npm on Windows has another.
import { spawn } from 'node:child_process';

const ASSIGNMENT = /^([A-Z][A-Z0-9_]*)=(.*)$/;

const words = process.argv.slice(2);
const first = words.findIndex((word) => !ASSIGNMENT.test(word));
const defaults = words.slice(0, first).map((word) => ASSIGNMENT.exec(word)?.slice(1) ?? []);
const command = words.slice(first).map((word) => (/\s/.test(word) ? JSON.stringify(word) : word));
const child = spawn(command.join(' '), {
  shell: true,
  stdio: 'inherit',
  env: { ...Object.fromEntries(defaults), ...process.env },
});
child.on('error', () => process.exit(1));
child.on('exit', (code) => process.exit(code ?? 1));
