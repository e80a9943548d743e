/* vdt-hostile.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hostile.h"
#include "vdt-hostile-private.h"

#include <string.h>

#define DEEPEST 2
#define SHORTEST 8

/**
 * VdtHostileDetector:
 *
 * Knows the patterns of `data/copilot/hostile.json`. Reading them takes a few
 * milliseconds, so one detector serves many texts. It looks at the beginning
 * and the end of long text only (the data file says how much). Immutable after
 * it was made; may be used from several threads.
 */

typedef struct
{
  VdtHostileDetector *detector;
  VdtHostileScope     scope;
  guint               depth;
  const char         *class;
  const char         *disguise;
} Search;

static void
class_free (gpointer data)
{
  VdtHostileClass *class = data;

  g_free (class->nick);
  g_clear_pointer (&class->regex, g_regex_unref);
  g_free (class);
}

VdtHostileDetector *
vdt_hostile_detector_new (GError **error)
{
  g_autoptr(VdtHostileDetector) self = g_new0 (VdtHostileDetector, 1);

  self->classes = g_ptr_array_new_with_free_func (class_free);
  self->homoglyphs = g_hash_table_new (NULL, NULL);
  self->leet = g_hash_table_new (NULL, NULL);

  return vdt_hostile_load (self, error) ? g_steal_pointer (&self) : NULL;
}

void
vdt_hostile_detector_free (VdtHostileDetector *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->classes);
  g_hash_table_unref (self->homoglyphs);
  g_hash_table_unref (self->leet);
  g_clear_pointer (&self->any, g_regex_unref);
  g_clear_pointer (&self->markup, g_regex_unref);
  g_clear_pointer (&self->compact, g_regex_unref);
  g_free (self);
}

static gboolean
in_scope (const char      *class,
          VdtHostileScope  scope)
{
  switch (scope)
    {
    case VDT_HOSTILE_VENDOR:
    case VDT_HOSTILE_PROMPT:
      return strcmp (class, "override") == 0 || strcmp (class, "markup") == 0;
    case VDT_HOSTILE_OUTSIDE:
    default:
      return TRUE;
    }
}

static gboolean
found (Search     *search,
       const char *class,
       const char *disguise)
{
  if (!in_scope (class, search->scope))
    return FALSE;

  search->class = class;
  if (search->disguise == NULL)
    search->disguise = disguise;

  return TRUE;
}

static gboolean
match_folded (Search     *search,
              const char *folded,
              const char *disguise)
{
  if (!g_regex_match (search->detector->any, folded, 0, NULL))
    return FALSE;

  for (guint i = 0; i < search->detector->classes->len; i++)
    {
      const VdtHostileClass *class = g_ptr_array_index (search->detector->classes, i);

      if (g_regex_match (class->regex, folded, 0, NULL) && found (search, class->nick, disguise))
        return TRUE;
    }

  return FALSE;
}

static gboolean
match_plain (Search     *search,
             const char *text,
             const char *disguise)
{
  g_autofree char *folded = vdt_hostile_fold (text);

  return match_folded (search, folded, disguise);
}

static gboolean search_text (Search     *search,
                             const char *text);

static gboolean
decoded_cb (const char *decoded,
            const char *disguise,
            gpointer    user_data)
{
  Search *search = user_data;
  Search inner = { search->detector, search->scope, search->depth + 1, NULL, disguise };

  if (!search_text (&inner, decoded))
    return FALSE;

  search->class = inner.class;
  search->disguise = search->disguise != NULL ? search->disguise : disguise;

  return TRUE;
}

static gboolean
match_lookalikes (Search     *search,
                  const char *text,
                  const char *folded)
{
  guint n = 0;
  g_autofree char *latin = NULL;
  g_autofree char *letters = NULL;

  if (!g_str_is_ascii (folded))
    {
      latin = vdt_hostile_map (folded, search->detector->homoglyphs, &n);
      if (n > 0 && match_folded (search, latin, "lookalike"))
        return TRUE;
    }

  letters = vdt_hostile_map (text, search->detector->leet, &n);

  return n >= 3 && match_plain (search, letters, "leet");
}

static gboolean
match_turned (Search     *search,
              const char *text)
{
  g_autofree char *rotated = vdt_hostile_rot13 (text);
  g_autofree char *reversed = g_utf8_strreverse (text, -1);

  return match_plain (search, rotated, "rot13") || match_plain (search, reversed, "reversed");
}

/* @text is valid UTF-8 of bounded length. */
static gboolean
search_text (Search     *search,
             const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *plain = NULL;
  const char *disguise = NULL;

  if (strlen (text) < SHORTEST || search->depth > DEEPEST)
    return FALSE;

  if (g_regex_match (search->detector->markup, text, 0, NULL) && found (search, "markup", NULL))
    return TRUE;

  folded = vdt_hostile_fold (text);
  if (match_folded (search, folded, NULL))
    return TRUE;

  hidden = vdt_hostile_show_hidden (text);
  if (hidden != NULL && match_plain (search, hidden, "invisible"))
    return TRUE;

  joined = vdt_hostile_unspace (folded);
  if (joined != NULL && g_regex_match (search->detector->compact, joined, 0, NULL)
      && found (search, "override", "spaced"))
    return TRUE;

  plain = vdt_hostile_unescape (text, &disguise);
  if (plain != NULL && decoded_cb (plain, disguise, search))
    return TRUE;

  return match_lookalikes (search, text, folded)
         || match_turned (search, text)
         || vdt_hostile_foreach_decoded (text, decoded_cb, search);
}

/**
 * vdt_hostile_detector_check:
 * @self: a detector
 * @text: (nullable): any bytes
 * @length: how many, or -1 for a string
 * @scope: where the text comes from
 * @out_disguise: (out) (optional) (nullable): how it was hidden ("base64",
 *   "rot13", "invisible" …); %NULL when it stands there plainly
 *
 * Returns: (nullable) (transfer none): what the text tries ("override", "role",
 *   "disclosure", "verdict", "markup"), or %NULL if it reads like none of them
 */
const char *
vdt_hostile_detector_check (VdtHostileDetector  *self,
                            const char          *text,
                            gssize               length,
                            VdtHostileScope      scope,
                            const char         **out_disguise)
{
  Search search = { self, scope, 0, NULL, NULL };
  g_autofree char *window = NULL;
  gsize n;

  g_return_val_if_fail (self != NULL, NULL);

  if (out_disguise != NULL)
    *out_disguise = NULL;
  if (text == NULL)
    return NULL;

  n = length < 0 ? strlen (text) : (gsize) length;
  if (n < SHORTEST)
    return NULL;

  window = vdt_hostile_window (text, n, self->head, self->tail);
  if (!search_text (&search, window))
    return NULL;

  if (out_disguise != NULL)
    *out_disguise = search.disguise;

  return search.class;
}
