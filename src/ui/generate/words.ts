/** What the dialog says of stories that are not told yet. */
import type { Forecast, GroupedActor, Knobs } from '../../app/stories.ts';
import { situations } from '../../app/stories.ts';
import { counted, fileSize, number } from '../words.ts';

/** A document of the sensor, about, in bytes. */
const EVENT_BYTES = 2_960;

/** Beyond this a reload does not find the events again, in bytes. */
const KEPT_BYTES = 64_000_000;

/** `500 events in 85 stories: 18 to alert on, 411 benign, 71 without a label.` */
export function forecastLine({ events, stories, alert, benign, estimated }: Forecast): string {
  const about = estimated ? 'about ' : '';
  const told = `${counted(events, 'event')} in ${about}${counted(stories, 'story', 'stories')}`;
  const rest = events - alert - benign;
  const unlabelled = rest > 0 ? `, ${number(rest)} without a label` : '';
  return `${told}: ${about}${number(alert)} to alert on, ${number(benign)} benign${unlabelled}.`;
}

/** `About 1.5 MB.`, and what so much of it means. */
export function sizeLine({ count }: Pick<Knobs, 'count'>): string {
  const bytes = count * EVENT_BYTES;
  const size = `About ${fileSize(bytes)} in this page’s memory`;
  return bytes > KEPT_BYTES ? `${size}: too much to be kept for a reload.` : `${size}.`;
}

/** The labels that events of an actor get, besides none. */
export function labelsOf({ tells, group }: GroupedActor): readonly ('alert' | 'benign')[] {
  const told = new Set(tells.map((id) => situations[id].label));
  const all = group === 'intruders' ? told : told.add('benign');
  return (['alert', 'benign'] as const).filter((label) => all.has(label));
}

/** `10 minutes`, `90 seconds`. */
export function spanWords(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const unit = units.find(([length]) => seconds % length === 0);
  return unit === undefined ? counted(seconds, 'second') : counted(seconds / unit[0], unit[1]);
}

/** The command that prints the same events. */
export function commandOf(knobsText: string): string {
  return `npm run --silent eql -- generate --story '${knobsText.replaceAll("'", "'\\''")}'`;
}
