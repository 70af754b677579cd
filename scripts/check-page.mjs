// Opens the documentation page in headless Chromium and uses it as an integrator would: finds a route by its name,
// asks without a token, signs in on the page, asks again. Runs where Chromium is installed.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ADMINISTRATOR, makeAdministrator } from './lib/administrator.mjs';
import { databaseUrls, withServer } from './lib/disposable-server.mjs';
import { someKeys } from './lib/keys.mjs';
import { runProgram, startService } from './lib/service.mjs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
if (executablePath) await withServer((server) => visit(databaseUrls(server, 'page')));
else console.log('The documentation page is NOT opened: there is no Chromium, and CHROMIUM names none');

async function visit({ DATABASE_OWNER_URL, ...urls }) {
  // Production has the strictest headers; the second factor would need a telephone.
  const env = { NODE_ENV: 'production', SECOND_FACTOR: 'nobody', ...urls, ...someKeys() };
  const prepared = await runProgram(['dist/commands/prepare.js'], { ...env, DATABASE_OWNER_URL });
  assert.equal(prepared.code, 0, prepared.output);
  await makeAdministrator(env);
  const service = await startService({ ...env, APP_ROLE: 'api' });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await use(await browser.newPage(), service);
  } finally {
    await browser.close();
    await service.stop();
  }
}

async function use(page, { url }) {
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(`${url}/docs`);
  const operation = await find(page, 'auth', 'getMe');
  assert.equal(await ask(page, operation), '401');

  await signIn(page, await tokenOf(url));
  assert.equal(await ask(page, operation), '200');
  const answer = await operation
    .locator('.responses-table.live-responses-table .microlight')
    .first()
    .textContent();
  assert.match(answer ?? '', new RegExp(ADMINISTRATOR.login));
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
  assert.deepEqual(complaints, [], 'The page complains, or asks another host');
  console.log(
    'the documentation page: a route found by its name, refused without a token, answered with one',
  );
}

/** The page draws what is in sight alone: the filter brings a group there. */
async function find(page, tag, operationId) {
  await page.locator('.operation-filter-input').fill(tag);
  const operation = page.locator(`.opblock[id$="-${operationId}"]`);
  await operation.locator('.opblock-summary').click();
  return operation;
}

/** @returns the status that the page shows once the answer has come */
async function ask(page, operation) {
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/auth/me'));
  await operation.locator('.execute').click();
  const status = String((await answered).status());
  const shown = operation.locator('.live-responses-table .response-col_status', { hasText: status });
  await shown.waitFor();
  return status;
}

async function signIn(page, token) {
  await page.locator('.auth-wrapper .authorize').first().click();
  await page.locator('.auth-container input').fill(token);
  await page.locator('.auth-container button[type=submit]').click();
  await page.locator('.auth-container .btn-done').click();
}

async function tokenOf(url) {
  const answer = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMINISTRATOR),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).accessToken;
}
