/* vdt-terms.c
 *
 * Rules, from the language's page on string operators and the emulator's rows:
 * case-insensitive operators fold letter by letter (é equals É, ß does not
 * equal ss); the needle of `has` may itself hold separators; an empty needle is
 * in every text, and `has ""` too is true.
 *
 * Speed: the needle is made once a query; each text is searched for the rarest
 * byte of the needle in both its cases, sixteen bytes at a time, and only then
 * compared.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-terms.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/**
 * VdtTerms:
 *
 * A needle made ready for one mode. Immutable: any number of threads may match.
 */
struct _VdtTerms
{
  guchar       *needle;      /* folded when case does not count */
  gsize         length;
  gunichar     *characters;  /* the folded characters, when the needle is not ASCII */
  gsize         n_characters;
  VdtTermsMode  mode;
  gboolean      fold;
  gsize         anchor;      /* the byte of the needle that is searched for */
  guchar        anchor_low;
  guchar        anchor_high;
  gboolean      begins_in_term;
  gboolean      ends_in_term;
};

/* How common a byte is in command lines and paths, by class; the search takes
 * the rarest of the needle. Measured on telemetry of our own: letters of
 * "etaoinsr" lead, digits and separators follow, the rest is rare. */
static int
commonness (guchar c)
{
  if (strchr ("etaoinsr", c) != NULL && c != '\0')
    return 5;
  if (strchr ("cdlmp\\. /-", c) != NULL && c != '\0')
    return 4;
  if (g_ascii_isalpha (c))
    return 2;
  if (g_ascii_isdigit (c))
    return 3;
  if (c >= 0x80)
    return 3;

  return 1;
}

static gsize
choose_anchor (const guchar *needle,
               gsize         length)
{
  gsize best = 0;

  for (gsize i = 1; i < length; i++)
    if (commonness (needle[i]) < commonness (needle[best]))
      best = i;

  return best;
}

static gboolean
is_term_character (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c);

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gunichar
first_character (const char *text,
                 gsize       length)
{
  return g_utf8_get_char_validated (text, (gssize) length);
}

static gunichar
last_character (const char *text,
                gsize       length)
{
  const char *p = g_utf8_find_prev_char (text, text + length);

  return p != NULL ? g_utf8_get_char_validated (p, text + length - p) : 0;
}

static void
set_characters (VdtTerms   *self,
                const char *needle,
                gsize       length)
{
  GArray *characters = g_array_new (FALSE, FALSE, sizeof (gunichar));

  for (const char *p = needle; p < needle + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      g_array_append_val (characters, c);
    }

  self->n_characters = characters->len;
  self->characters = (gunichar *) g_array_free (characters, FALSE);
}

static gboolean
is_ascii (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;

  return TRUE;
}

/**
 * vdt_terms_new:
 * @needle: valid UTF-8
 * @length: its bytes
 * @mode: where it has to stand
 * @case_sensitive: whether case counts
 *
 * Returns: (transfer full): the needle, ready to be matched
 */
VdtTerms *
vdt_terms_new (const char   *needle,
               gsize         length,
               VdtTermsMode  mode,
               gboolean      case_sensitive)
{
  VdtTerms *self;

  g_return_val_if_fail (needle != NULL || length == 0, NULL);
  g_return_val_if_fail (g_utf8_validate_len (needle, length, NULL), NULL);

  self = g_new0 (VdtTerms, 1);
  self->mode = mode;
  self->fold = !case_sensitive;
  self->length = length;
  self->needle = g_memdup2 (needle, length);

  if (length == 0)
    return self;

  self->begins_in_term = is_term_character (first_character (needle, length));
  self->ends_in_term = is_term_character (last_character (needle, length));

  if (self->fold && !is_ascii (needle, length))
    set_characters (self, needle, length);
  else if (self->fold)
    for (gsize i = 0; i < length; i++)
      self->needle[i] = (guchar) g_ascii_tolower (needle[i]);

  self->anchor = choose_anchor (self->needle, length);
  self->anchor_low = self->needle[self->anchor];
  self->anchor_high = self->fold ? (guchar) g_ascii_toupper (self->anchor_low) : self->anchor_low;

  return self;
}

/**
 * vdt_terms_free:
 * @self: (transfer full): a needle
 */
void
vdt_terms_free (VdtTerms *self)
{
  g_free (self->needle);
  g_free (self->characters);
  g_free (self);
}

static gboolean
boundary_before (const char *text,
                 gsize       at)
{
  guchar c;

  if (at == 0)
    return TRUE;

  c = (guchar) text[at - 1];
  if (c < 0x80)
    return !g_ascii_isalnum (c);

  return !is_term_character (last_character (text, at));
}

static gboolean
boundary_after (const char *text,
                gsize       length,
                gsize       at)
{
  guchar c;

  if (at >= length)
    return TRUE;

  c = (guchar) text[at];
  if (c < 0x80)
    return !g_ascii_isalnum (c);

  return !is_term_character (first_character (text + at, length - at));
}

/* Whether the place [@start, @end) where the needle stands will do. */
static gboolean
place_fits (const VdtTerms *self,
            const char     *text,
            gsize           length,
            gsize           start,
            gsize           end)
{
  gboolean needs_before = self->mode == VDT_TERMS_HAS || self->mode == VDT_TERMS_PREFIX;
  gboolean needs_after = self->mode == VDT_TERMS_HAS || self->mode == VDT_TERMS_SUFFIX;

  if (needs_before && self->begins_in_term && !boundary_before (text, start))
    return FALSE;

  return !needs_after || !self->ends_in_term || boundary_after (text, length, end);
}

static gboolean
equal_at (const VdtTerms *self,
          const char     *text)
{
  if (!self->fold)
    return memcmp (text, self->needle, self->length) == 0;

  for (gsize i = 0; i < self->length; i++)
    if ((guchar) g_ascii_tolower (text[i]) != self->needle[i])
      return FALSE;

  return TRUE;
}

/* The next place from @from on where the anchor byte stands, or @to. */
static gsize
find_anchor (const VdtTerms *self,
             const char     *text,
             gsize           from,
             gsize           to)
{
#ifdef __SSE2__
  const __m128i low = _mm_set1_epi8 ((char) self->anchor_low);
  const __m128i high = _mm_set1_epi8 ((char) self->anchor_high);

  for (; from + 16 <= to; from += 16)
    {
      __m128i block = _mm_loadu_si128 ((const void *) (text + from));
      int found = _mm_movemask_epi8 (_mm_or_si128 (_mm_cmpeq_epi8 (block, low),
                                                   _mm_cmpeq_epi8 (block, high)));

      if (found != 0)
        return from + (gsize) __builtin_ctz ((unsigned) found);
    }
#endif

  for (; from < to; from++)
    if ((guchar) text[from] == self->anchor_low || (guchar) text[from] == self->anchor_high)
      return from;

  return to;
}

static gboolean
search_bytes (const VdtTerms *self,
              const char     *text,
              gsize           length)
{
  gsize last = length - self->length + self->anchor + 1;
  gsize at = self->anchor;

  while ((at = find_anchor (self, text, at, last)) < last)
    {
      gsize start = at - self->anchor;

      if (equal_at (self, text + start) &&
          place_fits (self, text, length, start, start + self->length))
        return TRUE;
      at++;
    }

  return FALSE;
}

/* Compares character by character; the folded forms may differ in bytes.
 * Returns where the needle ends in @text, or 0. */
static gsize
equal_characters_at (const VdtTerms *self,
                     const char     *text,
                     gsize           length,
                     gsize           at)
{
  for (gsize i = 0; i < self->n_characters; i++)
    {
      gunichar c;

      if (at >= length)
        return 0;

      c = g_utf8_get_char_validated (text + at, (gssize) (length - at));
      if (c >= (gunichar) -2 || g_unichar_tolower (c) != self->characters[i])
        return 0;
      at += (gsize) g_unichar_to_utf8 (c, NULL);
    }

  return at;
}

static gboolean
match_characters (const VdtTerms *self,
                  const char     *text,
                  gsize           length)
{
  for (gsize at = 0; at < length; at++)
    {
      gsize end;

      if (((guchar) text[at] & 0xC0) == 0x80)
        continue;

      end = equal_characters_at (self, text, length, at);
      if (end != 0)
        {
          gboolean at_end = end == length;

          if (self->mode == VDT_TERMS_ENDS || self->mode == VDT_TERMS_EQUALS)
            {
              if (at_end && (self->mode == VDT_TERMS_ENDS || at == 0))
                return TRUE;
            }
          else if (place_fits (self, text, length, at, end))
            return TRUE;
        }

      if (self->mode == VDT_TERMS_STARTS || self->mode == VDT_TERMS_EQUALS)
        return FALSE;
    }

  return FALSE;
}

/**
 * vdt_terms_match:
 * @self: a needle
 * @text: UTF-8; broken bytes are separators
 * @length: its bytes
 *
 * Returns: %TRUE if the needle stands in @text as its mode asks
 */
gboolean
vdt_terms_match (const VdtTerms *self,
                 const char     *text,
                 gsize           length)
{
  if (self->length == 0)
    return self->mode != VDT_TERMS_EQUALS || length == 0;

  if (self->characters != NULL)
    return match_characters (self, text, length);

  if (length < self->length)
    return FALSE;

  switch (self->mode)
    {
    case VDT_TERMS_STARTS:
      return equal_at (self, text);
    case VDT_TERMS_ENDS:
      return equal_at (self, text + length - self->length);
    case VDT_TERMS_EQUALS:
      return length == self->length && equal_at (self, text);
    case VDT_TERMS_CONTAINS:
    case VDT_TERMS_HAS:
    case VDT_TERMS_PREFIX:
    case VDT_TERMS_SUFFIX:
    default:
      return search_bytes (self, text, length);
    }
}
