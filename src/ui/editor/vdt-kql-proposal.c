/* vdt-kql-proposal.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-proposal.h"

#include <string.h>

/**
 * VdtKqlProposal:
 *
 * One item of a completion that fits what was typed.
 */
struct _VdtKqlProposal
{
  GObject           parent_instance;

  VdtKqlItem        item;         /* texts of its own */
  guint             fit;
};

G_DEFINE_FINAL_TYPE (VdtKqlProposal, vdt_kql_proposal, G_TYPE_OBJECT)

/* How well an item fits, the best first. */
enum
{
  FIT_AS_TYPED,
  FIT_START,
  FIT_PART,
  FIT_INSIDE,
  FIT_NOT
};

static void
vdt_kql_proposal_finalize (GObject *object)
{
  VdtKqlProposal *self = VDT_KQL_PROPOSAL (object);

  g_free (self->item.text);
  g_free (self->item.before);
  g_free (self->item.after);
  g_free (self->item.description);

  G_OBJECT_CLASS (vdt_kql_proposal_parent_class)->finalize (object);
}

static void
vdt_kql_proposal_class_init (VdtKqlProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_kql_proposal_finalize;
}

static void
vdt_kql_proposal_init (VdtKqlProposal *self)
{
}

/* A value is shown in quotes; what was typed of it may have another quote, or none. */
static const char *
skip_quote (const char *text)
{
  return text + (*text == '"' || *text == '\'');
}

/* Whether @typed stands at the start of a part of @text: `cmd` in ProcessCommandLine does not, `com` does. */
static gboolean
starts_part (const char *text,
             const char *typed,
             gsize       length)
{
  for (const char *at = text + 1; *at != '\0'; at++)
    if (((g_ascii_isupper (*at) && !g_ascii_isupper (at[-1])) ||
         (!g_ascii_isalnum (at[-1]) && g_ascii_isalnum (*at))) &&
        g_ascii_strncasecmp (at, typed, length) == 0)
      return TRUE;

  return FALSE;
}

static guint
get_fit (const char *text,
         const char *typed)
{
  gsize length = strlen (typed);

  if (strncmp (text, typed, length) == 0)
    return FIT_AS_TYPED;
  if (g_ascii_strncasecmp (text, typed, length) == 0)
    return FIT_START;
  /* One letter is in nearly everything. */
  if (length < 2)
    return FIT_NOT;
  if (starts_part (text, typed, length))
    return FIT_PART;

  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, typed, length) == 0)
      return FIT_INSIDE;

  return FIT_NOT;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const VdtKqlProposal *one = *(VdtKqlProposal * const *) a;
  const VdtKqlProposal *other = *(VdtKqlProposal * const *) b;

  if (one->fit != other->fit)
    return one->fit < other->fit ? -1 : 1;
  if (one->item.rank != other->item.rank)
    return one->item.rank < other->item.rank ? -1 : 1;

  return strcmp (one->item.text, other->item.text);
}

/**
 * vdt_kql_proposals_match:
 * @completion: what can be written
 * @typed: what there is of it before the caret, or ""
 *
 * Returns: (transfer full) (element-type VdtKqlProposal): the items that fit, best first
 */
GPtrArray *
vdt_kql_proposals_match (VdtKqlCompletion *completion,
                         const char       *typed)
{
  GPtrArray *proposals = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (completion != NULL && typed != NULL, proposals);

  for (guint i = 0; i < completion->items->len; i++)
    {
      const VdtKqlItem *item = g_ptr_array_index (completion->items, i);
      guint fit = *typed == '\0' ? FIT_AS_TYPED : get_fit (skip_quote (item->text), skip_quote (typed));
      VdtKqlProposal *proposal;

      if (fit == FIT_NOT)
        continue;

      proposal = g_object_new (VDT_TYPE_KQL_PROPOSAL, NULL);
      proposal->fit = fit;
      proposal->item = *item;
      proposal->item.text = g_strdup (item->text);
      proposal->item.before = g_strdup (item->before);
      proposal->item.after = g_strdup (item->after);
      proposal->item.description = g_strdup (item->description);
      g_ptr_array_add (proposals, proposal);
    }
  g_ptr_array_sort (proposals, compare);

  return proposals;
}

/**
 * vdt_kql_proposal_get_item:
 * @self: a proposal
 *
 * Returns: (transfer none): what it is
 */
const VdtKqlItem *
vdt_kql_proposal_get_item (VdtKqlProposal *self)
{
  g_return_val_if_fail (VDT_IS_KQL_PROPOSAL (self), NULL);

  return &self->item;
}
