import { describe, expect, test } from 'vitest';
import { cleanToken, NEW_TOKEN_URL, tokenProblem } from '../../../components/options/token.ts';

describe('a typed token', () => {
  test.each([
    ['  hf_abc \n', 'hf_abc'],
    ['"hf_abc"', 'hf_abc'],
    ['HF_TOKEN=hf_abc', 'hf_abc'],
    ["export HF_TOKEN='hf_abc'", 'hf_abc'],
  ])('%j is taken as %s', (typed, token) => {
    expect(cleanToken(typed)).toBe(token);
    expect(tokenProblem(typed)).toBeNull();
  });

  test('what cannot be one is said in a sentence, before the Hub is asked', () => {
    for (const typed of ['', '   ', 'my password', 'abc', 'hf_a b', `hf_${'a'.repeat(400)}`])
      expect(tokenProblem(typed)).toMatch(/[.?]$/);
  });

  test('the link makes a fine-grained token on the Hub itself', () => {
    expect(NEW_TOKEN_URL).toBe('https://huggingface.co/settings/tokens/new?tokenType=fineGrained');
  });
});
