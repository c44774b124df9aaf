/** Reading of arguments and files. What cannot be used is a `UsageError`, which ends in exit status 2. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { EventSource } from '../events/index.ts';

export class UsageError extends Error {}

type Kind = 'text' | 'flag';

export interface Arguments {
  readonly files: readonly string[];
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** A whole number, or the default. */
  count(name: string, otherwise: number): number;
  /** One of several words, or the first. */
  choice<T extends string>(name: string, words: readonly [T, ...T[]]): T;
}

export function readArguments(args: readonly string[], options: Readonly<Record<string, Kind>>): Arguments {
  const types = Object.entries(options).map(
    ([name, kind]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) }] as const,
  );
  let values: Readonly<Record<string, unknown>>;
  let positionals: readonly string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(types),
      allowPositionals: true,
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    files: positionals,
    text,
    flag: (name) => values[name] === true,
    count: (name, otherwise) => {
      const given = text(name);
      if (given === undefined) return otherwise;
      if (!/^\d+$/.test(given)) throw new UsageError(`--${name} takes a whole number, not [${given}].`);
      return Number(given);
    },
    choice: (name, words) => {
      const given = text(name) ?? words[0];
      const found = words.find((word) => word === given);
      if (found === undefined) throw new UsageError(`--${name} takes ${words.join(' or ')}, not [${given}].`);
      return found;
    },
  };
}

/** A file's bytes; `-` is standard input. */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(file === '-' ? await readStandardInput() : await readFile(file));
  } catch (error) {
    throw new UsageError(`Cannot read [${file}]: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function readText(file: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(file)).replace(/^\ufeff/, '');
}

export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`[${file}] is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A file of events in any form that the page takes, to be read. */
export async function eventSource(file: string): Promise<EventSource> {
  return { name: file === '-' ? 'standard input' : basename(file), bytes: await readBytes(file) };
}
