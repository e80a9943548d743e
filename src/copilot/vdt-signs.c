/* vdt-signs.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-signs.h"

#include <string.h>

#include "vdt-copilot-resources.h"
#include "vdt-data.h"

#define LONGEST_COMMAND 4096
#define LONGEST_NAME 300

/**
 * VdtSigns:
 *
 * The knowledge of `data/copilot/signs.json`. Immutable after it was made.
 */
struct _VdtSigns
{
  GVariant    *data;
  GHashTable  *weights;             /* stage → weight */
  GHashTable  *technique_stages;    /* technique → stage */
  GArray      *commands;            /* Sign */
  GArray      *tags;                /* Sign */
  GRegex      *any_command;
  GPtrArray   *stopped;             /* GRegex */
  GPtrArray   *actor_titles;        /* GRegex */
  GRegex      *system_path;
  const char **disruption;
  const char **system_accounts;
  const char **system_publishers;
};

typedef struct
{
  const char *nick;
  guint       weight;
  GRegex     *regex;
} Sign;

static void
sign_clear (gpointer data)
{
  Sign *sign = data;

  g_clear_pointer (&sign->regex, g_regex_unref);
}

/* A pattern that does not compile is a mistake in a file of ours: it ends the program. */
static GRegex *
compile (const char         *pattern,
         GRegexCompileFlags  flags)
{
  g_autoptr(GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_CASELESS | flags, 0, &error);

  if (regex == NULL)
    g_error ("signs.json: %s: %s", pattern, error->message);

  return regex;
}

static GVariant *
dup_item (GVariant *list,
          gsize     index)
{
  g_autoptr(GVariant) boxed = g_variant_get_child_value (list, index);

  return g_variant_get_variant (boxed);
}

static GArray *
load_signs (GVariant   *root,
            const char *member,
            const char *nick)
{
  g_autoptr(GVariant) list = vdt_data_get_list (root, member);
  GArray *signs = g_array_new (FALSE, FALSE, sizeof (Sign));

  g_array_set_clear_func (signs, sign_clear);
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) item = dup_item (list, i);
      gint64 weight = 0;
      Sign sign = { vdt_data_get_string (item, nick), 0, NULL };

      g_variant_lookup (item, "weight", "x", &weight);
      sign.weight = (guint) weight;
      sign.regex = compile (vdt_data_get_string (item, "pattern"), 0);
      g_array_append_val (signs, sign);
    }

  return signs;
}

static GPtrArray *
load_regexes (GVariant   *root,
              const char *member)
{
  GPtrArray *regexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  g_autofree const char **patterns = vdt_data_dup_strv (root, member);

  for (guint i = 0; patterns[i] != NULL; i++)
    g_ptr_array_add (regexes, compile (patterns[i], 0));

  return regexes;
}

static GRegex *
join_regexes (GVariant   *root,
              const char *member)
{
  g_autofree const char **patterns = vdt_data_dup_strv (root, member);
  g_autofree char *joined = g_strjoinv ("|", (char **) patterns);

  return compile (joined, G_REGEX_OPTIMIZE);
}

static GRegex *
join_commands (GVariant *root)
{
  g_autoptr(GVariant) list = vdt_data_get_list (root, "telling");
  g_autoptr(GString) joined = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) item = dup_item (list, i);

      g_string_append_printf (joined, "%s(?:%s)", i > 0 ? "|" : "",
                              vdt_data_get_string (item, "pattern"));
    }

  return compile (joined->str, G_REGEX_OPTIMIZE);
}

VdtSigns *
vdt_signs_new (void)
{
  VdtSigns *self = g_new0 (VdtSigns, 1);
  g_autoptr(GVariant) weights = NULL;
  g_autoptr(GVariant) stages = NULL;
  GVariantIter iter;
  const char *stage = NULL;
  const char *technique = NULL;
  GVariant *weight = NULL;

  self->data = vdt_data_load (vdt_copilot_get_resource (), "signs");
  self->weights = g_hash_table_new (g_str_hash, g_str_equal);
  weights = vdt_data_get_object (self->data, "stage-weights");
  g_variant_iter_init (&iter, weights);
  while (g_variant_iter_loop (&iter, "{&sv}", &stage, &weight))
    g_hash_table_insert (self->weights, (gpointer) stage,
                         GUINT_TO_POINTER (g_variant_get_int64 (weight)));

  self->technique_stages = g_hash_table_new (g_str_hash, g_str_equal);
  stages = vdt_data_get_object (self->data, "technique-stages");
  g_variant_iter_init (&iter, stages);
  while (g_variant_iter_loop (&iter, "{&sv}", &technique, &weight))
    g_hash_table_insert (self->technique_stages, (gpointer) technique,
                         (gpointer) g_variant_get_string (weight, NULL));

  self->commands = load_signs (self->data, "telling", "sign");
  self->tags = load_signs (self->data, "tags", "tag");
  self->any_command = join_commands (self->data);
  self->stopped = load_regexes (self->data, "stopped-titles");
  self->actor_titles = load_regexes (self->data, "actor-titles");
  self->system_path = join_regexes (self->data, "system-paths");
  self->disruption = vdt_data_dup_strv (self->data, "disruption");
  self->system_accounts = vdt_data_dup_strv (self->data, "system-accounts");
  self->system_publishers = vdt_data_dup_strv (self->data, "system-publishers");

  return self;
}

void
vdt_signs_free (VdtSigns *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->weights);
  g_hash_table_unref (self->technique_stages);
  g_array_unref (self->commands);
  g_array_unref (self->tags);
  g_regex_unref (self->any_command);
  g_ptr_array_unref (self->stopped);
  g_ptr_array_unref (self->actor_titles);
  g_regex_unref (self->system_path);
  g_free (self->disruption);
  g_free (self->system_accounts);
  g_free (self->system_publishers);
  g_variant_unref (self->data);
  g_free (self);
}

/* The beginning of foreign text, as valid UTF-8 that a regular expression may see. */
static char *
dup_head (const char *text,
          gsize       longest)
{
  return g_utf8_make_valid (text, (gssize) strnlen (text, longest));
}

static gboolean
match_any (GPtrArray  *regexes,
           const char *text)
{
  for (guint i = 0; i < regexes->len; i++)
    if (g_regex_match (g_ptr_array_index (regexes, i), text, 0, NULL))
      return TRUE;

  return FALSE;
}

/**
 * vdt_signs_stage_weight:
 * @self: signs
 * @stage: (nullable): a tactic's or a category's nick
 *
 * Returns: how much the stage matters in a headline, 0 to 100
 */
guint
vdt_signs_stage_weight (VdtSigns   *self,
                        const char *stage)
{
  g_return_val_if_fail (self != NULL, 0);

  return stage == NULL ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (self->weights, stage));
}

/**
 * vdt_signs_stage_of_technique:
 * @self: signs
 * @technique: a technique's id
 *
 * Returns: (nullable): the stage that the technique alone gives away
 */
const char *
vdt_signs_stage_of_technique (VdtSigns   *self,
                              const char *technique)
{
  g_return_val_if_fail (self != NULL && technique != NULL, NULL);

  return g_hash_table_lookup (self->technique_stages, technique);
}

/**
 * vdt_signs_match_command:
 * @self: signs
 * @command: (nullable): a command line
 * @out_weight: (out): how telling it is
 *
 * Returns: (nullable): what the command line does, the most telling sign of
 *   several; only its first 4 KiB count
 */
const char *
vdt_signs_match_command (VdtSigns   *self,
                         const char *command,
                         guint      *out_weight)
{
  g_autofree char *head = NULL;
  const Sign *best = NULL;

  g_return_val_if_fail (self != NULL && out_weight != NULL, NULL);

  *out_weight = 0;
  if (command == NULL || *command == '\0')
    return NULL;

  head = dup_head (command, LONGEST_COMMAND);
  if (!g_regex_match (self->any_command, head, 0, NULL))
    return NULL;

  for (guint i = 0; i < self->commands->len; i++)
    {
      const Sign *sign = &g_array_index (self->commands, Sign, i);

      if ((best == NULL || sign->weight > best->weight) && g_regex_match (sign->regex, head, 0, NULL))
        best = sign;
    }

  *out_weight = best == NULL ? 0 : best->weight;

  return best == NULL ? NULL : best->nick;
}

gboolean
vdt_signs_title_is_stopped (VdtSigns   *self,
                            const char *title)
{
  g_autofree char *head = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (title == NULL)
    return FALSE;

  head = dup_head (title, LONGEST_NAME);

  return match_any (self->stopped, head);
}

gboolean
vdt_signs_is_disruption (VdtSigns   *self,
                         const char *text)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  lower = g_ascii_strdown (text, (gssize) strnlen (text, LONGEST_NAME));
  for (guint i = 0; self->disruption[i] != NULL; i++)
    if (strstr (lower, self->disruption[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * vdt_signs_match_tag:
 * @self: signs
 * @tag: a tag of a device or an account
 *
 * Returns: (nullable): what the tag says of it ("domain-controller", "critical")
 */
const char *
vdt_signs_match_tag (VdtSigns   *self,
                     const char *tag)
{
  g_autofree char *head = NULL;

  g_return_val_if_fail (self != NULL && tag != NULL, NULL);

  head = dup_head (tag, LONGEST_NAME);
  for (guint i = 0; i < self->tags->len; i++)
    if (g_regex_match (g_array_index (self->tags, Sign, i).regex, head, 0, NULL))
      return g_array_index (self->tags, Sign, i).nick;

  return NULL;
}

gboolean
vdt_signs_is_system_account (VdtSigns   *self,
                             const char *name)
{
  const char *account;

  g_return_val_if_fail (self != NULL, FALSE);

  if (name == NULL)
    return FALSE;

  account = strrchr (name, '\\');
  account = account == NULL ? name : account + 1;
  for (guint i = 0; self->system_accounts[i] != NULL; i++)
    if (g_ascii_strcasecmp (account, self->system_accounts[i]) == 0)
      return TRUE;

  return g_str_has_suffix (account, "$");
}

/**
 * vdt_signs_is_system_file:
 * @self: signs
 * @folder: (nullable): where it lies
 * @publisher: (nullable): who signed it
 *
 * Returns: %TRUE for what came with the operating system, which is no indicator
 */
gboolean
vdt_signs_is_system_file (VdtSigns   *self,
                          const char *folder,
                          const char *publisher)
{
  g_autofree char *head = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; publisher != NULL && self->system_publishers[i] != NULL; i++)
    if (g_ascii_strcasecmp (publisher, self->system_publishers[i]) == 0)
      return TRUE;

  if (folder == NULL)
    return FALSE;

  head = dup_head (folder, LONGEST_NAME);

  return g_regex_match (self->system_path, head, 0, NULL);
}

/**
 * vdt_signs_actor_origin:
 * @self: signs
 * @actor: a threat actor's name
 * @out_word: (out) (nullable): the word of the name that tells
 *
 * Microsoft names actors by weather, which says where they come from (“How
 * Microsoft names threat actors”).
 *
 * Returns: (nullable): the origin's nick
 */
const char *
vdt_signs_actor_origin (VdtSigns    *self,
                        const char  *actor,
                        const char **out_word)
{
  g_autoptr(GVariant) list = NULL;

  g_return_val_if_fail (self != NULL && out_word != NULL, NULL);

  *out_word = NULL;
  list = vdt_data_get_list (self->data, "actors");
  for (gsize i = 0; actor != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) item = dup_item (list, i);
      const char *word = vdt_data_get_string (item, "word");
      const char *at = strstr (actor, word);

      if (at != NULL && (at == actor ? at[strlen (word)] == '-' : at[-1] == ' ' && at[strlen (word)] == '\0'))
        {
          *out_word = word;
          return vdt_data_get_string (item, "origin");
        }
    }

  return NULL;
}

/**
 * vdt_signs_actor_of_title:
 * @self: signs
 * @title: (nullable): an alert's title
 *
 * Returns: (transfer full) (nullable): the threat actor that the title names
 */
char *
vdt_signs_actor_of_title (VdtSigns   *self,
                          const char *title)
{
  g_autofree char *head = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (title == NULL)
    return NULL;

  head = dup_head (title, LONGEST_NAME);
  for (guint i = 0; i < self->actor_titles->len; i++)
    {
      g_autoptr(GMatchInfo) match = NULL;

      if (g_regex_match (g_ptr_array_index (self->actor_titles, i), head, 0, &match))
        {
          g_autofree char *actor = g_match_info_fetch (match, 1);
          const char *word = NULL;

          /* Only a name of the known form: "Suspicious actor" is none. */
          if (vdt_signs_actor_origin (self, actor, &word) != NULL)
            return g_steal_pointer (&actor);
        }
    }

  return NULL;
}
