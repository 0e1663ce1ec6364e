/** Strata that fold: the sign of the house. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-[#0f5c66]" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M6 9c4 0 5 6 10 6s6-6 10-6" />
        <path d="M6 15.5c4 0 5 6 10 6s6-6 10-6" opacity=".75" />
        <path d="M6 22c4 0 5 4.5 10 4.5s6-4.5 10-4.5" opacity=".45" />
      </g>
    </svg>
  );
}
