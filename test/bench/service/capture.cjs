// Loaded before the service (`node --require`): writes down each statement that a request sends, with its parameters and
// the connection, into the file that CAPTURE_FILE names. No part of the service knows of it.
const { AsyncLocalStorage } = require('node:async_hooks');
const { appendFileSync } = require('node:fs');
const http = require('node:http');
const pg = require('pg');

const requests = new AsyncLocalStorage();
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function emitWithin(event, request, ...rest) {
  if (event !== 'request') return emit.call(this, event, request, ...rest);
  const id = request.headers['x-request-id'];
  return requests.run(id, () => emit.call(this, event, request, ...rest));
};

const query = pg.Client.prototype.query;
pg.Client.prototype.query = function queryAndTell(config, values, ...rest) {
  const id = requests.getStore();
  const answer = query.call(this, config, values, ...rest);
  if (id && answer?.then && this.user === 'app') {
    const text = typeof config === 'string' ? config : config.text;
    const given = (typeof config === 'string' ? values : (config.values ?? values)) ?? [];
    const statement = { id, client: this.processID, text, values: given.map(packed) };
    // Answers come in the order of the questions.
    const tell = (rows) =>
      appendFileSync(process.env.CAPTURE_FILE, `${JSON.stringify({ ...statement, rows })}\n`);
    answer.then(
      (result) => tell(Array.isArray(result) ? result.length : (result.rowCount ?? 0)),
      () => tell(-1),
    );
  }
  return answer;
};

function packed(value) {
  if (value instanceof Date) return { date: value.toISOString() };
  if (Buffer.isBuffer(value)) return { bytes: value.toString('base64') };
  return {
    value: Array.isArray(value)
      ? value.map((part) => (Buffer.isBuffer(part) ? { bytes: part.toString('base64') } : part))
      : value,
  };
}
