import { useEffect, useState } from 'react';
import type { Version } from '../../app/history.ts';
import type { RuleVerdict } from '../../worker/protocol.ts';
import { useActions, useApp } from '../useApp.ts';

/** By version, null standing for the rule in hand; those that are known so far. */
export type VersionVerdicts = ReadonlyMap<Version | null, RuleVerdict>;

const NONE: VersionVerdicts = new Map();

/** What the versions match among the events in hand, one after the other, the newest first; again when something changes. */
export function useVersionVerdicts(versions: readonly Version[] | undefined): VersionVerdicts {
  const actions = useActions();
  const rule = useApp((state) => state.rule);
  const rest = useApp((state) => state.rest);
  const tableVersion = useApp((state) => state.tableVersion);
  const [known, setKnown] = useState(NONE);
  useEffect(() => {
    let isOver = false;
    const evaluate = async () => {
      const verdicts = new Map<Version | null, RuleVerdict>();
      for (const version of [null, ...(versions ?? [])]) {
        // oxlint-disable-next-line no-await-in-loop
        const verdict = await actions.versionVerdict(version);
        if (isOver || verdict === null) return;
        verdicts.set(version, verdict);
        setKnown(new Map(verdicts));
      }
    };
    void evaluate();
    return () => {
      isOver = true;
    };
  }, [actions, versions, rule, rest, tableVersion]);
  return known;
}
