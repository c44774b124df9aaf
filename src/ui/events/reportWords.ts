/** What became of events that were added, in sentences. */
import type { ReadProblem, ReadReport, SourceReport } from '../../worker/protocol.ts';
import { counted, number } from '../words.ts';

/** So many fields are named. */
const FEW_FIELDS = 8;

/** `412 events added from NDJSON; 2 broken pieces:`. Events that are kept as invalid are not counted as added. */
export function reportLine(report: ReadReport): string {
  const { added, invalid, problemCount, renamed } = report;
  const used = added - invalid;
  const line =
    used > 0 ? `${counted(used, 'event')} added${origin(report)}` : added > 0 ? 'Kept as invalid' : 'Nothing added';
  const broken = problemCount - renamed;
  const wrong = [
    ...(broken > 1 || (broken > 0 && renamed > 0) ? [counted(broken, 'broken piece')] : []),
    ...(renamed > 1 || (renamed > 0 && broken > 0) ? [`${counted(renamed, 'id')} taken before`] : []),
  ];
  return wrong.length > 0 ? `${line}; ${wrong.join(', ')}:` : `${line}.`;
}

function origin({ sources }: ReadReport): string {
  if (sources.length > 1) return ` from ${counted(sources.length, 'file')}`;
  const forms = sources[0]?.forms ?? [];
  return forms.length === 1 ? ` from ${forms[0]!.form}` : `: ${formsLine(forms)}`;
}

/** `410 from NDJSON, 2 from Falco output`. */
function formsLine(forms: SourceReport['forms']): string {
  return forms.map(({ form, events }) => `${number(events)} from ${form}`).join(', ');
}

/** Of one file among several: `node-1.ndjson: 410 from NDJSON; 2 broken pieces.` */
export function sourceLine({ name, forms, problemCount }: SourceReport): string {
  const events = forms.length === 0 ? 'nothing' : formsLine(forms);
  return `${name}: ${events}${problemCount > 0 ? `; ${counted(problemCount, 'problem')}` : ''}.`;
}

/** `Line 12 is not JSON: unexpected end of input.`, with the name of its file where there are several. */
export function problemLine({ source, line, message }: ReadProblem, named: boolean): string {
  const where = named ? `${source}, line ${number(line)}` : `Line ${number(line)}`;
  const link = /^(not|nested) /.test(message) ? ' is' : ':';
  return `${where}${link} ${message}${message.endsWith('.') ? '' : '.'}`;
}

/** `3 fields of Falco output have no ECS counterpart: evt.num, proc.aname[2], user.loginuid.` */
export function untoldLine({ form, fields }: ReadReport['untold'][number]): string {
  const more = fields.length > FEW_FIELDS ? ` and ${number(fields.length - FEW_FIELDS)} more` : '';
  const named = fields.slice(0, FEW_FIELDS).join(', ');
  const have = fields.length === 1 ? 'has' : 'have';
  return `${counted(fields.length, 'field')} of ${form} ${have} no ECS counterpart: ${named}${more}.`;
}
