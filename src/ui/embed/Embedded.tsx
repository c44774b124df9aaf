import { App } from '../App.tsx';
import './embed.css';

/** A scenario in a frame: rule, events and the verdict of the one that is selected. */
export function Embedded({ isLive }: { readonly isLive: boolean }) {
  return <App frame={isLive ? 'live' : 'read-only'} />;
}
