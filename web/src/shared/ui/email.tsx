import { Fragment } from 'react';

/**
 * An address that goes to a line of its own where that helps; a narrow column breaks it after its dots and its `@`, and
 * within a word only where nothing else does.
 */
export function Email({ address }: { address: string }) {
  const parts = address.split(/(?<=[@._-])/);
  return (
    <span className="inline-block max-w-full align-top wrap-anywhere">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
