import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { buttonStyle } from '../shared/ui/button';
import { EmptyState } from '../shared/ui/empty-state';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={Compass}
        heading="h1"
        title="There is no such page"
        action={
          <Link to="/week" className={buttonStyle({ look: 'primary' })}>
            Go to the week
          </Link>
        }
      >
        The address may be mistyped, or what it led to is gone.
      </EmptyState>
    </main>
  );
}
