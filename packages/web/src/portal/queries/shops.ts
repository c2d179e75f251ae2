/** Shops, their codes, and the signs of codes. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, stream } from '../api/client.ts';

export const useCodes = () =>
  useQuery({
    queryKey: ['codes'],
    queryFn: async () => (await ask('GET /codes')).codes,
    // Payments of the day come in meanwhile.
    refetchInterval: 30_000,
  });

export const papers = ['A6', 'A5', 'sticker'] as const;
export type Paper = (typeof papers)[number];

export interface SignForm {
  readonly paper: Paper;
  /** Names of languages with commas, as the API takes them. */
  readonly languages: string;
  readonly code: 'plain' | 'hkqr';
}

/** The picture of a code's sign, as SVG. */
export const useSign = (id: string, form: SignForm) =>
  useQuery({
    queryKey: ['sign', id, form],
    queryFn: async () => {
      const query = { as: 'svg', ...form } as const;
      return (await stream('GET /codes/:id/sign', { params: { id }, query })).text();
    },
    staleTime: 60_000,
    placeholderData: (before) => before,
  });

/** The sign as a file for a printer's shop. */
export const fetchSignPdf = async (id: string, form: SignForm): Promise<Blob> => {
  const query = { as: 'pdf', ...form } as const;
  return (await stream('GET /codes/:id/sign', { params: { id }, query })).blob();
};

/** After a change of shops or codes. */
export function useRenewShops(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['shops', 'codes', 'sign'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
}
