import { Fragment } from 'react';

/**
 * An address in one line; what a narrow column has no room for is cut off, and is there for whoever points at it. On a
 * phone, where nobody points, it goes on in the next line, at a sign where it may be broken.
 */
export function Email({ address }: { address: string }) {
  return (
    <span
      title={address}
      className="inline-block max-w-full truncate align-bottom max-sm:wrap-break-word max-sm:whitespace-normal"
    >
      {address.split(/(?=[@.])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
