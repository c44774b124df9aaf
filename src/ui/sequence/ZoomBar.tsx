import { duration } from '../../text/duration.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconAdd, IconLess } from '../parts/icons.ts';
import { scaleBar } from './zoom.ts';

interface ZoomBarProps {
  readonly maxspan: number | null;
  /** How many of them a millisecond takes. */
  readonly pixels: number;
  readonly onZoom: (to: number | 'fit' | 'base') => void;
}

/** Zoom, and a bar that says how long something is: maxspan, wherever it can be drawn. */
export function ZoomBar({ maxspan, pixels, onZoom }: ZoomBarProps) {
  const { milliseconds, isMaxspan } = scaleBar(maxspan, pixels);
  return (
    <>
      <span className="sq-zoom" role="group" aria-label="Zoom">
        <IconButton label="Zoom out" icon={IconLess} keys="-" onClick={() => onZoom(1 / 2)} />
        <IconButton label="Zoom in" icon={IconAdd} keys="+" onClick={() => onZoom(2)} />
        {maxspan !== null && (
          <Button look="quiet" onClick={() => onZoom('base')}>
            Maxspan
          </Button>
        )}
        <Button look="quiet" onClick={() => onZoom('fit')}>
          All
        </Button>
      </span>
      <span className="sq-scale">
        {isMaxspan ? 'maxspan ' : ''}
        {duration(milliseconds)}
        <span className="sq-scale-bar" style={{ width: milliseconds * pixels }} aria-hidden />
      </span>
    </>
  );
}
