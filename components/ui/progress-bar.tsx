type Props = {
  labelledBy: string;
  value: number;
  /** Null while unknown: the bar is indeterminate. */
  total: number | null;
  /** What screen readers announce instead of a percentage. */
  text: string;
};

export function ProgressBar({ labelledBy, value, total, text }: Props) {
  const ratio = total === null ? null : total === 0 ? 1 : Math.min(1, value / total);
  return (
    <div
      role="progressbar"
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={ratio === null ? undefined : Math.floor(ratio * 100)}
      aria-valuetext={text}
      className="mt-2 h-1.5 overflow-hidden rounded-full bg-raised ring-1 ring-edge/40 ring-inset"
    >
      {/* SVG, because the Content-Security-Policy forbids a width in a style attribute. */}
      <svg className="block size-full" aria-hidden="true">
        <rect
          width={`${ratio === null ? 25 : ratio * 100}%`}
          height="100%"
          rx="4"
          className={`fill-accent forced-colors:fill-[Highlight] transition-[width] duration-1000 ease-linear ${ratio === null ? "animate-pulse" : ""}`}
        />
      </svg>
    </div>
  );
}
