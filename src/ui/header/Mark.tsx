/** The playground's mark: the three lines under a rule's text, solid for true, dashed for false, dotted for missing. */
export function Mark() {
  return (
    <svg className="he-mark" width="22" height="22" viewBox="0 0 22 22" aria-hidden>
      <path className="he-mark-true" d="M2 5H20" />
      <path className="he-mark-false" d="M2 11H20" />
      <path className="he-mark-missing" d="M2.2 17H20" />
    </svg>
  );
}
