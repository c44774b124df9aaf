/**
 * What goes with what in an event, so that one changed for a rule still makes sense: a program's name is the end of its
 * path and the beginning of its arguments, a leader that is the process itself has its ids, a file's name is the end of
 * its path. Fields that the rule reads are left alone, and so is what did not change.
 */
import { type Document, type Json, setValue, valueAt } from './document.ts';

export interface Changes {
  /** The rule reads the field: its values are what they have to be. */
  readonly isRead: (path: string) => boolean;
  /** Fields that were given other values. */
  readonly changed: ReadonlySet<string>;
}

const LEADERS = ['process.entry_leader', 'process.session_leader', 'process.group_leader'];
const PROGRAMS = ['process', 'process.parent', ...LEADERS];
const IDENTITY = ['pid', 'entity_id', 'start', 'name', 'executable', 'args', 'interactive'];

export function tidy(document: Document, changes: Changes): void {
  for (const program of PROGRAMS) tidyProgram(document, program, changes);
  for (const leader of LEADERS) tidyLeader(document, leader, changes);
  tidyFile(document, changes);
}

/** The end of a path, of Windows as well. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function tidyProgram(document: Document, program: string, { isRead, changed }: Changes): void {
  const [namePath, executablePath, argsPath] = [`${program}.name`, `${program}.executable`, `${program}.args`];
  if (!changed.has(namePath) && !changed.has(executablePath)) return;
  const name = valueAt(document, namePath);
  const executable = valueAt(document, executablePath);
  if (typeof executable === 'string' && name !== undefined && name !== baseName(executable)) {
    if (!isRead(namePath)) setValue(document, namePath, baseName(executable));
    else if (!isRead(executablePath) && typeof name === 'string') {
      setValue(document, executablePath, executable.slice(0, executable.length - baseName(executable).length) + name);
    }
  }
  const now = valueAt(document, namePath);
  if (!isRead(argsPath) && valueAt(document, argsPath) !== undefined && typeof now === 'string') {
    setValue(document, argsPath, [now]);
  }
}

/** A leader that is the process itself says the same of it; one that is not is the parent. */
function tidyLeader(document: Document, leader: string, { isRead }: Changes): void {
  const isSame = valueAt(document, `${leader}.same_as_process`);
  const isShown = valueAt(document, `${leader}.pid`) === valueAt(document, 'process.pid');
  if (typeof isSame !== 'boolean' || (!isSame && !isShown)) return;
  const source = isSame ? 'process' : 'process.parent';
  for (const key of IDENTITY) {
    const value = valueAt(document, `${source}.${key}`);
    if (value !== undefined && !isRead(`${leader}.${key}`)) setValue(document, `${leader}.${key}`, copy(value));
  }
}

function tidyFile(document: Document, { isRead, changed }: Changes): void {
  const path = valueAt(document, 'file.path');
  const name = valueAt(document, 'file.name');
  if (typeof path !== 'string' || typeof name !== 'string' || name === baseName(path)) return;
  if (changed.has('file.path') && !isRead('file.name')) setValue(document, 'file.name', baseName(path));
  else if (!isRead('file.path'))
    setValue(document, 'file.path', path.slice(0, path.length - baseName(path).length) + name);
  const shown = valueAt(document, 'file.name');
  if (isRead('file.extension') || typeof shown !== 'string') return;
  const dot = shown.lastIndexOf('.');
  if (dot > 0) setValue(document, 'file.extension', shown.slice(dot + 1));
}

function copy(value: Json): Json {
  return Array.isArray(value) ? [...value] : value;
}
