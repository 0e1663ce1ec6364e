/** An address in one line; what a narrow column has no room for is cut off, and is there for whoever points at it. */
export function Email({ address }: { address: string }) {
  return (
    <span title={address} className="inline-block max-w-full truncate align-bottom">
      {address}
    </span>
  );
}
