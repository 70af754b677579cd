// The load: a process of its own, so that it shares no thread with what it measures. Raw sockets, since a client library
// would take more of the machine than the service leaves.
import net from 'node:net';
import { summary } from './summary.mjs';

process.on('message', (job) => {
  run(job).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: String(error.stack ?? error) }),
  );
});

async function run({ port, requests, connections }) {
  const buffers = requests.map((ask) => bytesOf(port, ask));
  const times = [];
  const faults = new Map();
  let next = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const began = process.hrtime.bigint();
  await Promise.all(
    sockets.map(async (socket) => {
      while (next < buffers.length) {
        const sent = process.hrtime.bigint();
        const { status, body } = await socket.ask(buffers[next++]);
        times.push(Number(process.hrtime.bigint() - sent) / 1e6);
        if (status >= 400 || status === 0)
          faults.set(
            `${status} ${body.slice(0, 300)}`,
            (faults.get(`${status} ${body.slice(0, 300)}`) ?? 0) + 1,
          );
      }
    }),
  );
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  for (const socket of sockets) socket.end();
  return {
    ...summary(times, seconds),
    errors: [...faults.values()].reduce((sum, n) => sum + n, 0),
    faults: [...faults.keys()].slice(0, 3),
  };
}

function bytesOf(port, { method, path, token, body, version }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${token}`,
    ...(version === undefined ? [] : [`If-Match: "${version}"`]),
    ...(text ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`] : []),
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/** One connection that is kept; answers come with their length. */
async function open(port) {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let waiting = null;
  let parts = [];
  let got = 0;
  let wanted = -1;
  let status = 0;
  const answer = (result) => {
    const tell = waiting;
    [waiting, parts, got, wanted] = [null, [], 0, -1];
    tell?.(result);
  };
  socket.on('data', (chunk) => {
    parts.push(chunk);
    got += chunk.length;
    if (wanted < 0) {
      const all = parts.length === 1 ? chunk : Buffer.concat(parts);
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = all.toString('latin1', 0, end);
      status = Number(head.slice(9, 12));
      wanted = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    }
    if (got >= wanted) answer({ status, body: status >= 400 ? Buffer.concat(parts).toString() : '' });
  });
  socket.on('close', () => answer({ status: 0, body: 'closed' }));
  socket.on('error', () => undefined);
  return {
    ask: (bytes) =>
      new Promise((resolve) => {
        waiting = resolve;
        socket.write(bytes);
      }),
    end: () => socket.end(),
  };
}
