/** Hydra's logo. Decorative: put the name next to it. */
export function HydraMark({ className = "size-8" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={`shrink-0 ${className}`} aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M16 25V9" />
        <path d="M16 21c-4.5 0-7-2.6-7-6v-2" />
        <path d="M16 21c4.5 0 7-2.6 7-6v-2" />
      </g>
      <g fill="#fff">
        <circle cx="16" cy="8" r="2.6" />
        <circle cx="9" cy="11.5" r="2.6" />
        <circle cx="23" cy="11.5" r="2.6" />
      </g>
    </svg>
  );
}
