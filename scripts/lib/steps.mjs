// Runs named steps one after another, stops at the first that fails, and tells times and tests at the end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command the program and its arguments
 * @property {Record<string, string>} [env] added to the environment
 * @property {string} [results] file into which Jest writes its results
 */

/**
 * Runs the steps and prints, as the last line, how many tests passed and failed. A step that fails without a failed
 * test counts as one. Steps of an inner list run one after another, beside those of the other lists around it.
 *
 * @param {(Step | Step[][])[]} steps
 * @returns {Promise<boolean>} whether every step passed
 */
export async function runSteps(steps) {
  const done = [];
  for (const step of steps) {
    const lines = Array.isArray(step) ? step : [[step]];
    await Promise.all(lines.map((line) => runLine(line, done)));
    if (done.some(({ ok }) => !ok)) break;
  }
  console.log('\nseconds  step');
  for (const { name, seconds, ok } of done) {
    console.log(`${seconds.toFixed(1).padStart(7)}  ${name}${ok ? '' : ': FAILED'}`);
  }
  const names = new Set(done.map(({ name }) => name));
  for (const { name } of steps.flat(2).filter((step) => !names.has(step.name)))
    console.log(`      –  ${name}: not run`);
  console.log(`${sum(done, 'passed')} passed, ${sum(done, 'failed')} failed`);
  return done.every(({ ok }) => ok);
}

async function runLine(line, done) {
  for (const step of line) {
    const result = await runStep(step);
    done.push(result);
    if (!result.ok) return;
  }
}

async function runStep({ name, command, env, results }) {
  console.log(`\n=== ${name}: ${command.join(' ')}`);
  const began = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const code = await once(child, 'close').then(
    ([status]) => status,
    (error) => console.error(error.message),
  );
  const ok = code === 0;
  const tests = results ? countTests(results) : { passed: 0, failed: 0 };
  const failed = ok ? tests.failed : Math.max(tests.failed, 1);
  return { name, ok, seconds: (performance.now() - began) / 1000, passed: tests.passed, failed };
}

/** A file that cannot be loaded has no failed test in it, but has failed. */
function countTests(file) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = readResults(file);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  }
}

function sum(done, key) {
  return done.reduce((total, step) => total + step[key], 0);
}
