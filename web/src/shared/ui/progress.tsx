import { Progress as Primitive } from 'radix-ui';

/** How far a piece of work is; at its beginning, and without `total`, only that it moves. */
export function Progress({
  label,
  done,
  total,
}: {
  label: string;
  done: number;
  total?: number | undefined;
}) {
  const known = total !== undefined && total > 0 && done > 0;
  const share = known ? Math.min(done / total, 1) : 0;
  return (
    <Primitive.Root
      aria-label={label}
      value={known ? Math.min(done, total) : null}
      max={known ? total : 100}
      getValueLabel={(value, max) => `${value} of ${max}`}
      className="h-1.5 w-full overflow-hidden rounded-full bg-hover"
    >
      {known ? (
        <Primitive.Indicator
          className="h-full origin-left rounded-full bg-accent transition-[width] duration-700 ease-out"
          style={{ width: `${share * 100}%` }}
        />
      ) : (
        <Primitive.Indicator className="h-full w-2/5 animate-sweep rounded-full bg-accent" />
      )}
    </Primitive.Root>
  );
}
