/* vdt-proposal.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-proposal.h"

#include "vdt-similar-incident.h"
#include "vdt-time.h"

/**
 * VdtProposal:
 *
 * Something the copilot made: a list of statements that grows while it streams, the
 * facts they rest on, and what became of it (docs/copilot.md).
 *
 * States: `streaming`, `stopped`, `proposed`, `accepted`, `edited`, `rejected`, `stale`.
 * A version that was saved is never overwritten: an edit is the next version.
 */
struct _VdtProposal
{
  VdtRecord   parent_instance;

  char       *id;
  char       *kind;  /* `summary` … */
  char       *incident_id;
  char       *engine;  /* `builtin` or the model and host */
  char       *engine_version;
  char       *template_id;
  char       *input_hash;  /* SHA-256 of the facts it was made from */
  char       *state;
  guint       version;  /* from 1 */
  gint64      created_at;
  char       *message;  /* why it stopped, if it did */
  GListStore *statements;
  GListStore *facts;
  GListStore *citations;
  GListStore *history;
  GListStore *cards;  /* of the guided response */
  GListStore *similar;  /* incidents like this one, the likest first */
  guint       similar_hits;  /* how many of the archive its neighbours tell right … */
  guint       similar_judged;  /* … of so many */

  GHashTable  *facts_by_id;  /* keys and values belong to the list */
  GHashTable  *numbers;
};

G_DEFINE_FINAL_TYPE (VdtProposal, vdt_proposal, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, id) },
  { "kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtProposal, kind) },
  { "incident-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, incident_id) },
  { "engine", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, engine) },
  { "engine-version", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, engine_version) },
  { "template-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, template_id) },
  { "input-hash", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, input_hash) },
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtProposal, state) },
  { "version", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtProposal, version) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtProposal, created_at) },
  { "message", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposal, message) },
  { "statements", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtProposal, statements), vdt_statement_get_type },
  { "facts", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtProposal, facts), vdt_fact_get_type },
  { "citations", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtProposal, citations), vdt_citation_get_type },
  { "history", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtProposal, history), vdt_proposal_event_get_type },
  { "cards", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtProposal, cards), vdt_card_get_type },
  { "similar", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtProposal, similar), vdt_similar_incident_get_type },
  { "similar-hits", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtProposal, similar_hits) },
  { "similar-judged", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtProposal, similar_judged) },
};

static void
vdt_proposal_finalize (GObject *object)
{
  VdtProposal *self = VDT_PROPOSAL (object);

  g_hash_table_unref (self->facts_by_id);
  g_hash_table_unref (self->numbers);

  G_OBJECT_CLASS (vdt_proposal_parent_class)->finalize (object);
}

static void
vdt_proposal_class_init (VdtProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_proposal_finalize;
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_proposal_init (VdtProposal *self)
{
  self->facts_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

VdtProposal *
vdt_proposal_new (const char   *kind,
                  const char   *incident_id)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_object_new (VDT_TYPE_PROPOSAL,
                       "id", id,
                       "kind", kind,
                       "incident-id", incident_id,
                       "state", "streaming",
                       "version", 1,
                       NULL);
}

const char *
vdt_proposal_get_id (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->id;
}

const char *
vdt_proposal_get_kind (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->kind;
}

const char *
vdt_proposal_get_incident_id (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->incident_id;
}

const char *
vdt_proposal_get_engine (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->engine;
}

const char *
vdt_proposal_get_engine_version (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->engine_version;
}

const char *
vdt_proposal_get_template_id (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->template_id;
}

const char *
vdt_proposal_get_input_hash (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->input_hash;
}

const char *
vdt_proposal_get_state (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->state;
}

guint
vdt_proposal_get_version (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), 0);

  return self->version;
}

gint64
vdt_proposal_get_created_at (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), VDT_TIME_UNSET);

  return self->created_at;
}

const char *
vdt_proposal_get_message (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return self->message;
}

GListModel *
vdt_proposal_get_statements (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return G_LIST_MODEL (self->statements);
}

GListModel *
vdt_proposal_get_facts (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return G_LIST_MODEL (self->facts);
}

GListModel *
vdt_proposal_get_citations (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return G_LIST_MODEL (self->citations);
}

GListModel *
vdt_proposal_get_history (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return G_LIST_MODEL (self->history);
}

/**
 * vdt_proposal_get_cards:
 * @self: a proposal
 *
 * Returns: (transfer none): the #VdtCard of a guided response, in the order of
 *   their groups; empty for other kinds
 */
GListModel *
vdt_proposal_get_cards (VdtProposal *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);

  return G_LIST_MODEL (self->cards);
}

void
vdt_proposal_add_card (VdtProposal *self,
                       VdtCard     *card)
{
  g_return_if_fail (VDT_IS_PROPOSAL (self));
  g_return_if_fail (VDT_IS_CARD (card));

  g_list_store_append (self->cards, card);
}

void
vdt_proposal_set_state (VdtProposal *self,
                        const char  *state)
{
  g_return_if_fail (VDT_IS_PROPOSAL (self));

  vdt_record_set_text (self, "state", state);
}

/**
 * vdt_proposal_add_fact:
 * @self: a proposal
 * @fact: (transfer none): a fact; one with the id of an earlier one is ignored
 */
void
vdt_proposal_add_fact (VdtProposal *self,
                       VdtFact     *fact)
{
  g_return_if_fail (VDT_IS_PROPOSAL (self));
  g_return_if_fail (VDT_IS_FACT (fact));
  g_return_if_fail (vdt_fact_get_id (fact) != NULL);

  if (g_hash_table_contains (self->facts_by_id, vdt_fact_get_id (fact)))
    return;

  g_hash_table_insert (self->facts_by_id, (char *) vdt_fact_get_id (fact), fact);
  g_list_store_append (self->facts, fact);
}

/**
 * vdt_proposal_find_fact:
 * @self: a proposal
 * @fact_id: an id
 *
 * Returns: (transfer none) (nullable): the fact
 */
VdtFact *
vdt_proposal_find_fact (VdtProposal *self,
                        const char  *fact_id)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), NULL);
  g_return_val_if_fail (fact_id != NULL, NULL);

  return g_hash_table_lookup (self->facts_by_id, fact_id);
}

/**
 * vdt_proposal_add_statement:
 * @self: a proposal
 * @statement: (transfer none): a statement
 *
 * Appends it and numbers the facts that it is the first to cite.
 */
void
vdt_proposal_add_statement (VdtProposal  *self,
                            VdtStatement *statement)
{
  const char * const *ids;

  g_return_if_fail (VDT_IS_PROPOSAL (self));
  g_return_if_fail (VDT_IS_STATEMENT (statement));

  ids = vdt_statement_get_fact_ids (statement);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint number = g_hash_table_size (self->numbers) + 1;
      g_autoptr(VdtCitation) citation = NULL;

      if (g_hash_table_contains (self->numbers, ids[i]))
        continue;

      g_hash_table_insert (self->numbers, g_strdup (ids[i]), GUINT_TO_POINTER (number));
      citation = vdt_citation_new ();
      vdt_record_set_count (citation, "number", number);
      vdt_record_set_text (citation, "fact-id", ids[i]);
      g_list_store_append (self->citations, citation);
    }

  g_list_store_append (self->statements, statement);
}

/**
 * vdt_proposal_repeat:
 * @self: a proposal
 * @other: another one
 * @statement: (transfer none): a statement of @other
 *
 * Says it here too, with the facts it rests on.
 */
void
vdt_proposal_repeat (VdtProposal  *self,
                     VdtProposal  *other,
                     VdtStatement *statement)
{
  const char * const *ids;

  g_return_if_fail (VDT_IS_PROPOSAL (self));
  g_return_if_fail (VDT_IS_PROPOSAL (other));
  g_return_if_fail (VDT_IS_STATEMENT (statement));

  ids = vdt_statement_get_fact_ids (statement);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      VdtFact *fact = vdt_proposal_find_fact (other, ids[i]);

      if (fact != NULL)
        vdt_proposal_add_fact (self, fact);
    }
  vdt_proposal_add_statement (self, statement);
}

/**
 * vdt_proposal_repeat_all:
 * @self: a proposal
 * @other: another one
 *
 * Takes over all facts and statements of @other. They go in one by one, since a
 * proposal numbers its citations by its statements.
 */
void
vdt_proposal_repeat_all (VdtProposal *self,
                         VdtProposal *other)
{
  g_return_if_fail (VDT_IS_PROPOSAL (self));
  g_return_if_fail (VDT_IS_PROPOSAL (other));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (other->facts)); i++)
    {
      g_autoptr(VdtFact) fact = g_list_model_get_item (G_LIST_MODEL (other->facts), i);

      vdt_proposal_add_fact (self, fact);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (other->statements)); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (G_LIST_MODEL (other->statements), i);

      vdt_proposal_add_statement (self, statement);
    }
}

/**
 * vdt_proposal_get_citation_number:
 * @self: a proposal
 * @fact_id: a fact's id
 *
 * Returns: the number that stands for the fact, from 1; 0 if nothing cites it
 */
guint
vdt_proposal_get_citation_number (VdtProposal *self,
                                  const char  *fact_id)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL (self), 0);
  g_return_val_if_fail (fact_id != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, fact_id));
}
