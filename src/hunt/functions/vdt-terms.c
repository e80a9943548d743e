/* vdt-terms.c
 *
 * Rules, from the language's page on string operators and the emulator's rows:
 * case-insensitive operators fold letter by letter (é equals É, ß does not
 * equal ss); the needle of `has` may itself hold separators; an empty needle is
 * in every text, and `has ""` too is true.
 *
 * Speed: the needle is made once a query; each text is searched for the two
 * rarest bytes of the needle, sixteen places at a time, and only then compared.
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
  guchar       *case_bits;   /* the bit that capitals lack, where case does not count */
  gsize         length;
  gunichar     *characters;  /* the folded characters, when the needle is not ASCII */
  gsize         n_characters;
  VdtTermsMode  mode;
  gboolean      fold;
  gsize         anchor;      /* the bytes of the needle that are searched for */
  gsize         second;
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

/* The place of the rarest byte, but for the one at @other. */
static gsize
choose_anchor (const guchar *needle,
               gsize         length,
               gsize         other)
{
  gsize best = length > 1 && other == 0 ? 1 : 0;

  for (gsize i = 0; i < length; i++)
    if (i != other && commonness (needle[i]) < commonness (needle[best]))
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
  self->characters = (gunichar *) (gpointer) g_array_free (characters, FALSE);
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

  /* A letter and its capital differ in one bit, and nothing else becomes a letter by it. */
  self->case_bits = g_new0 (guchar, length);
  for (gsize i = 0; self->fold && i < length; i++)
    if (g_ascii_isalpha (needle[i]))
      {
        self->case_bits[i] = 0x20;
        self->needle[i] |= 0x20;
      }

  self->anchor = choose_anchor (self->needle, length, G_MAXSIZE);
  self->second = choose_anchor (self->needle, length, self->anchor);

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
  g_free (self->case_bits);
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

static inline gboolean
equal_at (const VdtTerms *self,
          const char     *text)
{
  if (!self->fold)
    return memcmp (text, self->needle, self->length) == 0;

  for (gsize i = 0; i < self->length; i++)
    if (((guchar) text[i] | self->case_bits[i]) != self->needle[i])
      return FALSE;

  return TRUE;
}

static inline gboolean
stands_at (const VdtTerms *self,
           const char     *text,
           gsize           length,
           gsize           start)
{
  return equal_at (self, text + start) && place_fits (self, text, length, start, start + self->length);
}

#ifdef __SSE2__
/* Of the sixteen places from @start on those where both anchors stand. */
static inline guint
find_anchors (const VdtTerms *self,
              const char     *text,
              gsize           start)
{
  __m128i first = _mm_loadu_si128 ((const void *) (text + start + self->anchor));
  __m128i second = _mm_loadu_si128 ((const void *) (text + start + self->second));

  if (self->fold)
    {
      first = _mm_or_si128 (first, _mm_set1_epi8 ((char) self->case_bits[self->anchor]));
      second = _mm_or_si128 (second, _mm_set1_epi8 ((char) self->case_bits[self->second]));
    }

  return (guint) _mm_movemask_epi8 (
    _mm_and_si128 (_mm_cmpeq_epi8 (first, _mm_set1_epi8 ((char) self->needle[self->anchor])),
                   _mm_cmpeq_epi8 (second, _mm_set1_epi8 ((char) self->needle[self->second]))));
}
#endif

static gboolean
search_bytes (const VdtTerms *self,
              const char     *text,
              gsize           length)
{
  gsize places = length - self->length + 1;
  gsize start = 0;

#ifdef __SSE2__
  /* The last block overlaps the one before, so that no byte is looked at alone. */
  while (places >= 16 && start < places)
    {
      guint found;

      start = MIN (start, places - 16);
      found = find_anchors (self, text, start);
      for (; found != 0; found &= found - 1)
        if (stands_at (self, text, length, start + (gsize) __builtin_ctz (found)))
          return TRUE;
      start += 16;
    }
#endif

  for (; start < places; start++)
    if (stands_at (self, text, length, start))
      return TRUE;

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
