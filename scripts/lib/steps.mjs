// Runs named steps one after another, stops at the first that fails, and tells times and tests at the end.
import { spawnSync } from 'node:child_process';
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
 * test counts as one.
 *
 * @param {Step[]} steps
 * @returns {boolean} whether every step passed
 */
export function runSteps(steps) {
  const done = [];
  for (const step of steps) {
    done.push(runStep(step));
    if (!done.at(-1).ok) break;
  }
  console.log('\nseconds  step');
  for (const { name, seconds, ok } of done) {
    console.log(`${seconds.toFixed(1).padStart(7)}  ${name}${ok ? '' : ': FAILED'}`);
  }
  for (const { name } of steps.slice(done.length)) console.log(`      –  ${name}: not run`);
  console.log(`${sum(done, 'passed')} passed, ${sum(done, 'failed')} failed`);
  return done.every(({ ok }) => ok);
}

function runStep({ name, command, env, results }) {
  console.log(`\n=== ${name}: ${command.join(' ')}`);
  const began = performance.now();
  const [program, ...args] = command;
  const { status, error } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (error) console.error(error.message);
  const ok = status === 0;
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
