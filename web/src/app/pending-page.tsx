/** Stands in for a page whose first answers take longer than a moment. */
export function PendingPage() {
  return (
    <p role="status" className="grid min-h-[50dvh] place-items-center text-ink-soft">
      Loading…
    </p>
  );
}
