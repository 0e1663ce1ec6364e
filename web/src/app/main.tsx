import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../shared/styles/index.css';
import { createQueryClient } from './query-client';
import { createAppRouter } from './routes';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element "root".');

const queries = createQueryClient();
const router = createAppRouter(queries);

// A page that the browser kept while it was at the issuer or a provider still waits to leave; start it afresh.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
