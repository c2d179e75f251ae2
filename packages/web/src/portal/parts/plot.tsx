/**
 * Plots of a few dozen values, drawn as SVG: they follow the theme and the printer by the style sheet alone. Heights are
 * for the eye; the numbers stand in the table behind each plot.
 */
import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '../../shared/index.ts';
import { figure } from '../figure.ts';
import { useSay } from '../words/use-say.ts';
import { scaleOf } from './plot-scale.ts';

export interface Point {
  /** Below the axis; empty where there is no room for one. */
  readonly label: string;
  /** Undefined where nothing is known. */
  readonly value: number | undefined;
  /** Of the comparison. */
  readonly earlier?: number | undefined;
  /** It is not over yet. */
  readonly isOpen?: boolean;
}

interface PlotProps {
  readonly title: string;
  /** Beside the title: which mark is what. */
  readonly legend?: ReactNode;
  readonly unit: string;
  readonly points: readonly Point[];
  readonly kind: 'bars' | 'line';
  /** Divides the values for the axis, such as 1,000. */
  readonly divisor?: number;
  /** Where the axis ends whatever the values are; else above the highest. */
  readonly top?: number;
  /** Where the axis begins. */
  readonly bottom?: number;
  /** A smaller one, beside others. */
  readonly isLow?: boolean;
  /** The numbers as a table. */
  readonly children: ReactNode;
}

const left = 34;
const foot = 22;

/** A plot with its title, and its numbers behind a button. */
export function Plot(props: PlotProps) {
  const { say } = useSay();
  const { title, legend, unit, children } = props;
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className="card plot-card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {!isTable && legend}
        {!isTable && <span className="cap unit">{unit}</span>}
        <button
          type="button"
          className="numbers"
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {say(isTable ? 'plot.plot' : 'plot.numbers')}
        </button>
      </header>
      {isTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is higher than its card is scrolled by keys
        <section className="plot-table" tabIndex={0} aria-labelledby={id}>
          {children}
        </section>
      ) : (
        <Drawing {...props} />
      )}
    </section>
  );
}

function Drawing({
  title,
  unit,
  points,
  kind,
  divisor = 1,
  top,
  bottom = 0,
  isLow = false,
}: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const hatch = useId();
  const highest = Math.max(0, ...points.flatMap(({ value = 0, earlier = 0 }) => [value, earlier]));
  const { ticks, end } = scaleOf(highest / divisor, { top, bottom });
  const floor = height - foot;
  const y = (value: number) => floor - ((value / divisor - bottom) / (end - bottom)) * (floor - 12);
  const step = (width - left) / Math.max(1, points.length);
  const middle = (index: number) => left + step * (index + 0.5);
  const wide = Math.max(2, step * 0.72);
  const named = points.flatMap(({ label }, index) => (label === '' ? [] : [index]));
  const every = Math.ceil((26 * named.length) / Math.max(1, width - left));
  const lineOf = (values: readonly (number | undefined)[]) =>
    values
      .flatMap((value, index) =>
        value === undefined ? [] : [`${middle(index).toFixed(1)},${y(value).toFixed(1)}`],
      )
      .join(' ');
  const earlier = points.map((point) => point.earlier);
  return (
    <div ref={box} className={classNames('plot-box', isLow && 'low')}>
      {width > 0 && (
        <svg
          className="plot"
          width={width}
          height={height}
          role="img"
          aria-label={`${title}, ${unit}`}
        >
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect className="ink" width="3" height="6" />
          </pattern>
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                className="grid"
                x1={left}
                x2={width}
                y1={y(tick * divisor)}
                y2={y(tick * divisor)}
              />
              <text x={left - 8} y={y(tick * divisor) + 4} textAnchor="end">
                {figure(String(tick))}
              </text>
            </g>
          ))}
          {named.map((index, place) =>
            place % every === 0 ? (
              <text key={index} x={middle(index)} y={height - 4} textAnchor="middle">
                {points[index]?.label}
              </text>
            ) : null,
          )}
          {kind === 'bars' &&
            points.map(({ label, value = 0, isOpen = false }, index) =>
              value > 0 ? (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place on the axis
                  key={`${label} ${index}`}
                  className={isOpen ? 'open' : 'ink'}
                  x={middle(index) - wide / 2}
                  y={y(value)}
                  width={wide}
                  height={floor - y(value)}
                  rx={Math.min(3, wide / 3)}
                  {...(isOpen && { fill: `url(#${hatch})` })}
                />
              ) : null,
            )}
          {kind === 'line' && (
            <polyline className="line" points={lineOf(points.map(({ value }) => value))} />
          )}
          {kind === 'line' &&
            points.map(({ label, value }, index) =>
              value === undefined ? null : (
                <circle
                  // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place on the axis
                  key={`${label} ${index}`}
                  className="ink"
                  cx={middle(index)}
                  cy={y(value)}
                  r="2.5"
                />
              ),
            )}
          {earlier.some((value) => value !== undefined && value > 0) && (
            <>
              <polyline className="halo" points={lineOf(earlier)} />
              <polyline className="dotted" points={lineOf(earlier)} />
            </>
          )}
        </svg>
      )}
    </div>
  );
}

/** The size of a box in CSS pixels, as it changes. */
function useSize(box: RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const shown = box.current;
    if (!shown) return undefined;
    const measure = () => {
      const [width, height] = [Math.floor(shown.clientWidth), Math.floor(shown.clientHeight)];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

/** A mark of the legend and its word. */
export function Legend({
  mark,
  children,
}: {
  readonly mark: 'bar' | 'dots';
  readonly children: ReactNode;
}) {
  return (
    <span className="legend">
      <i className={mark} aria-hidden="true" />
      {children}
    </span>
  );
}
