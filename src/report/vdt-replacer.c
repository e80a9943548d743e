/* vdt-replacer.c
 *
 * A tree of letters: a text is gone through once, however many words there are.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-replacer.h"

#include <string.h>

typedef struct
{
  guchar   letter;
  gboolean host;
  guint    child;    /* 0: none */
  guint    sibling;
  char    *replacement;
} Node;

struct _VdtReplacer
{
  GArray *nodes;     /* Node; the first is the root */
};

static void
node_clear (gpointer data)
{
  Node *node = data;

  g_free (node->replacement);
}

VdtReplacer *
vdt_replacer_new (void)
{
  VdtReplacer *self = g_new0 (VdtReplacer, 1);
  Node root = { 0 };

  self->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  g_array_set_clear_func (self->nodes, node_clear);
  g_array_append_val (self->nodes, root);

  return self;
}

static Node *
node_at (VdtReplacer *self,
         guint        index)
{
  return &g_array_index (self->nodes, Node, index);
}

static guint
find_child (VdtReplacer *self,
            guint        parent,
            guchar       letter)
{
  guint at = node_at (self, parent)->child;

  while (at != 0 && node_at (self, at)->letter != letter)
    at = node_at (self, at)->sibling;

  return at;
}

/**
 * vdt_replacer_add:
 * @self: a replacer
 * @word: what is looked for, in any case of ASCII letters
 * @replacement: what is put in its place
 * @host: whether a `http://` or `https://` before it becomes `hxxp`
 *
 * A word that was added before keeps its first replacement.
 */
void
vdt_replacer_add (VdtReplacer *self,
                  const char  *word,
                  const char  *replacement,
                  gboolean     host)
{
  guint at = 0;

  if (*word == '\0')
    return;

  for (const char *p = word; *p != '\0'; p++)
    {
      guchar letter = (guchar) g_ascii_tolower (*p);
      guint child = find_child (self, at, letter);

      if (child == 0)
        {
          Node node = { letter, FALSE, 0, node_at (self, at)->child, NULL };

          child = self->nodes->len;
          g_array_append_val (self->nodes, node);
          node_at (self, at)->child = child;
        }
      at = child;
    }

  if (node_at (self, at)->replacement == NULL)
    {
      node_at (self, at)->replacement = g_strdup (replacement);
      node_at (self, at)->host = host;
    }
}

gboolean
vdt_replacer_is_empty (VdtReplacer *self)
{
  return self->nodes->len == 1;
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* The longest word that begins at @text and ends at the end of a word. */
static const Node *
match (VdtReplacer *self,
       const char  *text,
       gsize       *out_length)
{
  const Node *found = NULL;
  guint at = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      at = find_child (self, at, (guchar) g_ascii_tolower (*p));
      if (at == 0)
        break;
      if (node_at (self, at)->replacement != NULL && !(is_letter (p[0]) && is_letter (p[1])))
        {
          found = node_at (self, at);
          *out_length = (gsize) (p - text) + 1;
        }
    }

  return found;
}

static void
defang_scheme (GString *out)
{
  static const char *const schemes[] = { "http://", "https://" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize n = strlen (schemes[i]);

      if (out->len >= n && g_ascii_strcasecmp (out->str + out->len - n, schemes[i]) == 0)
        {
          out->str[out->len - n + 1] = 'x';
          out->str[out->len - n + 2] = 'x';
        }
    }
}

/**
 * vdt_replacer_run:
 * @self: a replacer
 * @text: (nullable): a text
 *
 * Returns: (transfer full) (nullable): the text with its words replaced
 */
char *
vdt_replacer_run (VdtReplacer *self,
                  const char  *text)
{
  GString *out;
  const char *p = text;

  if (text == NULL)
    return NULL;

  out = g_string_sized_new (strlen (text) + 16);
  while (*p != '\0')
    {
      gsize length = 0;
      gboolean start = p == text || !is_letter (p[-1]) || !is_letter (*p);
      const Node *found = start ? match (self, p, &length) : NULL;

      if (found == NULL)
        {
          g_string_append_c (out, *p++);
          continue;
        }

      if (found->host)
        defang_scheme (out);
      g_string_append (out, found->replacement);
      p += length;
    }

  return g_string_free (out, FALSE);
}

void
vdt_replacer_free (VdtReplacer *self)
{
  g_array_unref (self->nodes);
  g_free (self);
}
