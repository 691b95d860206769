type Props = { labelledBy: string; value: number; total: number | null; text: string };

/** How far something is; without a total only that it goes on. */
export function ProgressBar({ labelledBy, value, total, text }: Props) {
  const share = total === null ? null : total === 0 ? 1 : Math.min(1, value / total);
  return (
    <div
      role="progressbar"
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      aria-valuetext={text}
      className="mt-3 h-2 overflow-hidden rounded-full bg-raised ring-1 ring-edge/40 ring-inset"
    >
      {/* Drawn, because a width in a style attribute is what the Content-Security-Policy forbids. */}
      <svg className="block size-full" aria-hidden="true">
        <rect
          width={`${share === null ? 25 : share * 100}%`}
          height="100%"
          rx="4"
          className={`fill-accent transition-[width] duration-1000 ease-linear ${share === null ? "animate-pulse" : ""}`}
        />
      </svg>
    </div>
  );
}
