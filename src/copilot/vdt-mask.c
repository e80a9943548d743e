/* vdt-mask.c
 *
 * Names that are known (accounts, hosts) are found as whole words whatever
 * their case; addresses, mail addresses and GUIDs by their form. One name has
 * one pseudonym for as long as the mask lives, so that a model can still tell
 * who is who. A text that already holds the form of a pseudonym is masked as a
 * name, so that undoing never puts a name where none was.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-mask.h"

#include <gio/gio.h>
#include <string.h>

/* Shorter names are words of the language too often. */
#define SHORTEST_NAME 3

typedef struct
{
  VdtMaskKinds  kind;
  char         *name;
  char         *pseudonym;
} Entry;

struct _VdtMask
{
  VdtMaskKinds  kinds;
  GPtrArray    *entries;
  GHashTable   *by_name;        /* "kind:lower name" → Entry */
  GHashTable   *known;          /* lower name → Entry, of names that were added */
  GHashTable   *by_pseudonym;
  GArray       *lengths;        /* of the added names, longest first */
  guint         counts[5];
  GRegex       *forms;
  GRegex       *pseudonyms;
};

static const struct
{
  VdtMaskKinds kind;
  const char  *word;
} words[] = {
  { VDT_MASK_USERS, "USER" },
  { VDT_MASK_DEVICES, "HOST" },
  { VDT_MASK_ADDRESSES, "ADDRESS" },
  { VDT_MASK_MAIL, "MAIL" },
  { VDT_MASK_TENANT, "GUID" },
};

/* A version or a time is not an address: what has four numbers or two colons is looked at again. */
#define FORMS \
  "(?<mail>[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)" \
  "|(?<guid>\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b)" \
  "|(?<ip4>(?<![0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9.]*[0-9]))" \
  "|(?<ip6>(?<![0-9A-Za-z:.])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![0-9A-Za-z:]))" \
  "|(?<own>\\b(?:USER|HOST|ADDRESS|MAIL|GUID)-[0-9]+\\b)"

static void
entry_free (Entry *entry)
{
  g_free (entry->name);
  g_free (entry->pseudonym);
  g_free (entry);
}

/**
 * vdt_mask_new:
 * @kinds: what shall be replaced
 *
 * Returns: (transfer full): a mask that knows no name yet
 */
VdtMask *
vdt_mask_new (VdtMaskKinds kinds)
{
  VdtMask *self = g_new0 (VdtMask, 1);

  self->kinds = kinds;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_pseudonym = g_hash_table_new (g_str_hash, g_str_equal);
  self->lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->forms = g_regex_new (FORMS, G_REGEX_OPTIMIZE, 0, NULL);
  self->pseudonyms = g_regex_new ("\\b(?:USER|HOST|ADDRESS|MAIL|GUID)-[0-9]+\\b", G_REGEX_OPTIMIZE, 0, NULL);

  return self;
}

void
vdt_mask_free (VdtMask *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->by_pseudonym);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->lengths);
  g_regex_unref (self->forms);
  g_regex_unref (self->pseudonyms);
  g_free (self);
}

static Entry *
find_or_add (VdtMask      *self,
             VdtMaskKinds  kind,
             const char   *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *key = g_strdup_printf ("%d:%s", (int) kind, lower);
  Entry *entry = g_hash_table_lookup (self->by_name, key);

  if (entry != NULL)
    return entry;

  entry = g_new0 (Entry, 1);
  entry->kind = kind;
  entry->name = g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].kind == kind)
      entry->pseudonym = g_strdup_printf ("%s-%u", words[i].word, ++self->counts[i]);

  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_name, g_steal_pointer (&key), entry);
  g_hash_table_insert (self->by_pseudonym, entry->pseudonym, entry);

  return entry;
}

static void
add_length (VdtMask *self,
            gsize    length)
{
  guint at = 0;

  while (at < self->lengths->len && g_array_index (self->lengths, gsize, at) > length)
    at++;
  if (at == self->lengths->len || g_array_index (self->lengths, gsize, at) != length)
    g_array_insert_val (self->lengths, at, length);
}

/**
 * vdt_mask_add_name:
 * @self: a mask
 * @kind: what the name is of, one kind
 * @name: a name that shall not leave; of fewer than three characters it is left
 */
void
vdt_mask_add_name (VdtMask      *self,
                   VdtMaskKinds  kind,
                   const char   *name)
{
  g_autofree char *lower = NULL;

  g_return_if_fail (self != NULL);

  if (name == NULL || strlen (name) < SHORTEST_NAME || (self->kinds & kind) == 0)
    return;

  lower = g_ascii_strdown (name, -1);
  if (g_hash_table_contains (self->known, lower))
    return;

  add_length (self, strlen (name));
  g_hash_table_insert (self->known, g_steal_pointer (&lower), find_or_add (self, kind, name));
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* The longest added name that stands at @at as a whole word. */
static Entry *
known_at (VdtMask    *self,
          const char *lower,
          gsize       at,
          gsize       length,
          gsize      *taken)
{
  if (at > 0 && is_word_char (lower[at - 1]))
    return NULL;

  for (guint i = 0; i < self->lengths->len; i++)
    {
      gsize n = g_array_index (self->lengths, gsize, i);
      g_autofree char *piece = NULL;
      Entry *entry;

      if (n > length - at || (at + n < length && is_word_char (lower[at + n])))
        continue;

      piece = g_strndup (lower + at, n);
      entry = g_hash_table_lookup (self->known, piece);
      if (entry != NULL)
        {
          *taken = n;
          return entry;
        }
    }

  return NULL;
}

static gboolean
is_address (const char *text)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL;
}

static VdtMaskKinds
own_kind (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i].word))
      return words[i].kind;

  return VDT_MASK_USERS;
}

/* What a match of the forms is, or 0 for text that only looks so. */
static VdtMaskKinds
kind_of_match (const GMatchInfo *match,
               const char       *text)
{
  static const struct
  {
    const char  *name;
    VdtMaskKinds kind;
  } groups[] = {
    { "mail", VDT_MASK_MAIL }, { "guid", VDT_MASK_TENANT }, { "ip4", VDT_MASK_ADDRESSES }, { "ip6", VDT_MASK_ADDRESSES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      int start = -1;

      if (!g_match_info_fetch_named_pos (match, groups[i].name, &start, NULL) || start < 0)
        continue;
      if (groups[i].kind == VDT_MASK_ADDRESSES && !is_address (text))
        return 0;
      return groups[i].kind;
    }

  return own_kind (text);
}

static char *
apply_forms (VdtMask    *self,
             const char *text)
{
  g_autoptr(GMatchInfo) match = NULL;
  GString *out = g_string_new (NULL);
  int done = 0;

  for (g_regex_match (self->forms, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      VdtMaskKinds kind = kind_of_match (match, found);
      gboolean own = g_regex_match (self->pseudonyms, found, 0, NULL);
      int start = 0;
      int end = 0;

      g_match_info_fetch_pos (match, 0, &start, &end);
      g_string_append_len (out, text + done, start - done);
      if (kind != 0 && ((self->kinds & kind) != 0 || own))
        g_string_append (out, find_or_add (self, kind, found)->pseudonym);
      else
        g_string_append (out, found);
      done = end;
    }
  g_string_append (out, text + done);

  return g_string_free (out, FALSE);
}

/**
 * vdt_mask_apply:
 * @self: a mask
 * @text: UTF-8 text
 *
 * Returns: (transfer full): @text with pseudonyms
 */
char *
vdt_mask_apply (VdtMask    *self,
                const char *text)
{
  g_autofree char *lower = NULL;
  g_autoptr(GString) piece = NULL;
  GString *out;
  gsize length;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  out = g_string_new (NULL);
  piece = g_string_new (NULL);
  lower = g_ascii_strdown (text, -1);
  length = strlen (text);

  for (gsize at = 0; at < length;)
    {
      gsize taken = 0;
      Entry *entry = known_at (self, lower, at, length, &taken);

      if (entry == NULL)
        {
          g_string_append_c (piece, text[at++]);
          continue;
        }

      {
        g_autofree char *before = apply_forms (self, piece->str);

        g_string_append (out, before);
        g_string_append (out, entry->pseudonym);
        g_string_truncate (piece, 0);
        at += taken;
      }
    }

  {
    g_autofree char *rest = apply_forms (self, piece->str);

    g_string_append (out, rest);
  }

  return g_string_free (out, FALSE);
}

/**
 * vdt_mask_undo:
 * @self: a mask
 * @text: text that holds pseudonyms
 *
 * Returns: (transfer full): @text with the names; pseudonyms that were never given stay
 */
char *
vdt_mask_undo (VdtMask    *self,
               const char *text)
{
  g_autoptr(GMatchInfo) match = NULL;
  GString *out;
  int done = 0;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  out = g_string_new (NULL);
  for (g_regex_match (self->pseudonyms, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      const Entry *entry = g_hash_table_lookup (self->by_pseudonym, found);
      int start = 0;
      int end = 0;

      g_match_info_fetch_pos (match, 0, &start, &end);
      g_string_append_len (out, text + done, start - done);
      g_string_append (out, entry != NULL ? entry->name : found);
      done = end;
    }
  g_string_append (out, text + done);

  return g_string_free (out, FALSE);
}

guint
vdt_mask_get_n_names (VdtMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

/**
 * vdt_mask_list:
 * @self: a mask
 *
 * Returns: (transfer full) (element-type utf8): "pseudonym\tname" of each name, in the order they came
 */
GPtrArray *
vdt_mask_list (VdtMask *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, list);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      g_ptr_array_add (list, g_strdup_printf ("%s\t%s", entry->pseudonym, entry->name));
    }

  return list;
}
