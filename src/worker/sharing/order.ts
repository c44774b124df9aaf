/** What the page asks for when something is shared, and what it gets (`share.ts`). */
import type { Label, Scenario } from '../../scenario/scenario.ts';
import type { PrivateKind } from '../../scenario/redact/privateFields.ts';
import type { SecretKind } from '../../scenario/redact/secrets.ts';
import type { Place } from '../../scenario/redact/strings.ts';
import type { Bitmap } from '../../eql/evaluate/bitmap.ts';

/** All of each event, or only the fields that somebody reads. */
export type ShareForm = 'complete' | 'slim';

export interface RedactionOrder {
  /** Another seed gives other made-up values. */
  readonly seed: number;
  /** Private values that the author leaves as they are. */
  readonly left: readonly string[];
  /** The author's own words, replaced as well. */
  readonly words: readonly string[];
}

export interface ShareOrder {
  /** The chosen parts of the scenario; its events are not looked at. */
  readonly scenario: Scenario;
  readonly rows: Bitmap;
  /** Labels and notes, where they are shared. */
  readonly notes: readonly { readonly row: number; readonly label?: Label; readonly note?: string }[];
  /** Fields that the list shows as columns: a slim scenario keeps them. */
  readonly columns: readonly string[];
  readonly selected: number | null;
  readonly form: ShareForm;
  readonly redaction: RedactionOrder | null;
  readonly as: 'link' | 'file';
}

/** A likely secret that is in what would be shared. */
export interface LikelySecret {
  readonly kind: SecretKind;
  readonly value: string;
  readonly part: Place['part'];
  /** Id of the event. */
  readonly event?: string;
  readonly path?: string;
}

export interface PrivateValue {
  readonly value: string;
  readonly kind: PrivateKind;
  /** Null where the value stays. */
  readonly replacement: string | null;
  readonly places: number;
  /** Why it stays, if not because the author left it. `shapeless`: nothing else has its shape. */
  readonly kept: 'named' | 'changes a verdict' | 'shapeless' | null;
  /** Canonical text of the clause whose verdict it would change. */
  readonly clause: string | null;
}

export interface Shared {
  /** Of a link; null where it would be too long or too large to be opened. */
  readonly payload: string | null;
  /** UTF-8 of the scenario file, where that was asked for. */
  readonly file: Uint8Array<ArrayBuffer> | null;
  /** Characters of the payload in each form; null where it is none, or was not made. */
  readonly lengths: Readonly<Record<ShareForm, number | null>>;
  /** Why there is no slim form: the clause whose verdict it would change. */
  readonly slimProblem: string | null;
  readonly secrets: readonly LikelySecret[];
  /** How many there are; not all may be listed. */
  readonly secretCount: number;
  /** How many private values there are before redaction. */
  readonly privateCount: number;
  readonly redaction: readonly PrivateValue[] | null;
  /** Id of the selected event in what is shared; null where it is not in it. */
  readonly selected: string | null;
}
