/* vdt-script-needles.c
 *
 * The automaton of A. V. Aho and M. J. Corasick, “Efficient string matching”,
 * Communications of the ACM 18 (6), 1975, over bytes without regard to the case
 * of ASCII letters.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-needles.h"

#include <string.h>

#define NO_NEEDLE G_MAXUINT

typedef struct
{
  guint needle;   /* the longest that ends here, or NO_NEEDLE */
  guint shorter;  /* the state where a shorter one ends, 0 for none */
} State;

struct _VdtScriptNeedles
{
  GHashTable *ids;           /* text → id + 1 */
  GPtrArray  *texts;
  guint8      classes[256];  /* byte → column; 0 is every byte that no needle has */
  guint       n_classes;
  GArray     *states;        /* State */
  GArray     *next;          /* guint32, n_classes a state */
};

/**
 * vdt_script_needles_new: (skip)
 *
 * Returns: (transfer full): a set without needles
 */
VdtScriptNeedles *
vdt_script_needles_new (void)
{
  VdtScriptNeedles *self = g_new0 (VdtScriptNeedles, 1);

  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->states = g_array_new (FALSE, TRUE, sizeof (State));
  self->next = g_array_new (FALSE, TRUE, sizeof (guint32));

  return self;
}

void
vdt_script_needles_free (VdtScriptNeedles *self)
{
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->states);
  g_array_unref (self->next);
  g_free (self);
}

/**
 * vdt_script_needles_add:
 * @self: a set that is not compiled yet
 * @text: lower case, not empty
 *
 * Returns: the needle's id, from 0; the same for the same text
 */
guint
vdt_script_needles_add (VdtScriptNeedles *self,
                        const char       *text)
{
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, text));
  char *own;

  if (id != 0)
    return id - 1;

  own = g_strdup (text);
  g_ptr_array_add (self->texts, own);
  g_hash_table_insert (self->ids, own, GUINT_TO_POINTER (self->texts->len));

  return self->texts->len - 1;
}

guint
vdt_script_needles_get_size (const VdtScriptNeedles *self)
{
  return self->texts->len;
}

static guint32 *
get_edge (VdtScriptNeedles *self,
          guint             state,
          guint             column)
{
  return &g_array_index (self->next, guint32, state * self->n_classes + column);
}

static guint
add_state (VdtScriptNeedles *self)
{
  State state = { NO_NEEDLE, 0 };

  g_array_append_val (self->states, state);
  g_array_set_size (self->next, self->states->len * self->n_classes);

  return self->states->len - 1;
}

static void
make_classes (VdtScriptNeedles *self)
{
  self->n_classes = 1;

  for (guint i = 0; i < self->texts->len; i++)
    for (const guchar *c = g_ptr_array_index (self->texts, i); *c != '\0'; c++)
      if (self->classes[*c] == 0)
        self->classes[*c] = (guint8) self->n_classes++;

  for (guint c = 'A'; c <= 'Z'; c++)
    self->classes[c] = self->classes[(guchar) g_ascii_tolower ((char) c)];
}

static void
make_tree (VdtScriptNeedles *self)
{
  add_state (self);

  for (guint i = 0; i < self->texts->len; i++)
    {
      guint state = 0;

      for (const guchar *c = g_ptr_array_index (self->texts, i); *c != '\0'; c++)
        {
          guint next = *get_edge (self, state, self->classes[*c]);

          if (next == 0)
            {
              next = add_state (self);
              *get_edge (self, state, self->classes[*c]) = next;
            }
          state = next;
        }
      g_array_index (self->states, State, state).needle = i;
    }
}

/* A missing edge leads where the longest end of what was read leads. */
static void
make_failures (VdtScriptNeedles *self)
{
  g_autofree guint *failures = g_new0 (guint, self->states->len);
  g_autofree guint *queue = g_new0 (guint, self->states->len);
  guint first = 0;
  guint last = 0;

  for (guint column = 0; column < self->n_classes; column++)
    if (*get_edge (self, 0, column) != 0)
      queue[last++] = *get_edge (self, 0, column);

  while (first < last)
    {
      guint state = queue[first++];
      guint failure = failures[state];
      const State *other = &g_array_index (self->states, State, failure);

      g_array_index (self->states, State, state).shorter = other->needle != NO_NEEDLE ? failure : other->shorter;

      for (guint column = 0; column < self->n_classes; column++)
        {
          guint32 *edge = get_edge (self, state, column);

          if (*edge == 0)
            *edge = *get_edge (self, failure, column);
          else
            {
              failures[*edge] = *get_edge (self, failure, column);
              queue[last++] = *edge;
            }
        }
    }
}

/**
 * vdt_script_needles_compile:
 * @self: a set
 *
 * To be called once, after all needles are added. The set does not change then
 * and may be used from any thread.
 */
void
vdt_script_needles_compile (VdtScriptNeedles *self)
{
  make_classes (self);
  make_tree (self);
  make_failures (self);
}

/**
 * vdt_script_needles_scan:
 * @self: a compiled set
 * @text: any bytes
 * @length: how many
 * @func: (scope call): called for each needle at each place where it is found
 * @user_data: for @func
 */
void
vdt_script_needles_scan (const VdtScriptNeedles *self,
                         const char             *text,
                         gsize                   length,
                         VdtScriptNeedleFunc     func,
                         gpointer                user_data)
{
  const State *states = (const State *) (gconstpointer) self->states->data;
  const guint32 *next = (const guint32 *) (gconstpointer) self->next->data;
  guint state = 0;

  for (gsize i = 0; i < length; i++)
    {
      state = next[state * self->n_classes + self->classes[(guchar) text[i]]];

      if (states[state].needle != NO_NEEDLE)
        func (states[state].needle, user_data);
      for (guint at = states[state].shorter; at != 0; at = states[at].shorter)
        func (states[at].needle, user_data);
    }
}
