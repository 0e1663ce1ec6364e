import { Link } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyle } from './button';
import { EmptyState } from './empty-state';
import { Page, PageHeader } from './page-header';

/** In place of a page that only administrators have. */
export function ForAdministrators({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page>
      <PageHeader title={title} />
      <EmptyState
        icon={LockKeyhole}
        title="This page is for administrators"
        action={
          <Link to="/connections" className={buttonStyle({ look: 'primary' })}>
            Go to your connections
          </Link>
        }
      >
        {children}
      </EmptyState>
    </Page>
  );
}
