import './embed.css';

/** All that a frame shows which did not ask to embed a scenario. */
export function Framed() {
  return (
    <main className="em-framed">
      <h1>EQL Rule Playground</h1>
      <p>The playground does not run inside another page.</p>
      <a href={window.location.href} target="_blank" rel="noopener noreferrer">
        Open it in a new tab
      </a>
    </main>
  );
}
