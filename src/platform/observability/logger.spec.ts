import pino from 'pino';
import { NestLogger } from './logger.js';

function linesOf(level: string, write: (logger: NestLogger) => void): readonly unknown[] {
  const lines: string[] = [];
  write(new NestLogger(pino({ level, base: null, timestamp: false }, { write: (line) => lines.push(line) })));
  return lines.map((line): unknown => JSON.parse(line));
}

describe('NestLogger', () => {
  it('tells what the program has to say, and is silent about the wiring', () => {
    const lines = linesOf('info', (logger) => {
      logger.log('Mapped {/health/live, GET} route', 'RouterExplorer');
      logger.log('Audit sealed: 3 rows', 'AuditSealing');
      logger.warn('Late', 'Outbox');
      logger.error('Failed', 'Outbox');
    });
    expect(lines).toEqual([
      { level: 30, context: 'AuditSealing', msg: 'Audit sealed: 3 rows' },
      { level: 40, context: 'Outbox', msg: 'Late' },
      { level: 50, context: 'Outbox', msg: 'Failed' },
    ]);
  });

  it('tells the wiring where faults are looked for', () => {
    const lines = linesOf('debug', (logger) => logger.log('Starting', 'NestFactory'));
    expect(lines).toEqual([{ level: 20, context: 'NestFactory', msg: 'Starting' }]);
  });
});
