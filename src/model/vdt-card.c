/* vdt-card.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-card.h"

/**
 * VdtCard:
 *
 * One act that the guided response proposes: what, to which entity, why, what it
 * does and how to take it back. Its statements are those of the proposal that it
 * belongs to: the first says what to do, the others are the reasons.
 *
 * States: `proposed`, `automated` (automation did it already), and once a person has
 * decided `accepted`, `in-progress`, `done` or `not-applicable`.
 */
struct _VdtCard
{
  VdtRecord   parent_instance;

  char       *key;             /* action and entity: the same for the same incident */
  char       *group;           /* `triage`, `containment`, `investigation`, `remediation` */
  char       *action;          /* id in data/response/actions.json */
  char      **rules;           /* ids of the rules that held */
  char       *title;           /* the first statement's text */
  char       *entity;          /* key of the asset, if it is about one */
  char       *entity_name;
  char       *entity_kind;
  char      **entities;        /* keys of all assets that it is about */
  char      **techniques;
  char       *effect;
  char       *undo;
  char      **steps;
  gboolean    outward;         /* changes something outside Vedette */
  char       *automation;      /* remediation status, if automation dealt with it */
  char       *query;           /* KQL */
  char       *query_title;
  char       *message;         /* to a user, for the clipboard */
  char       *classification;  /* what a classification card proposes */
  char       *determination;
  char       *confidence;      /* `low`, `medium`, `high` */
  char       *source;          /* `builtin`, or the guidebook's name */
  char       *state;
  guint       weight;
  GListStore *statements;
};

G_DEFINE_FINAL_TYPE (VdtCard, vdt_card, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "key", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, key) },
  { "group", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, group) },
  { "action", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, action) },
  { "rules", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtCard, rules) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, title) },
  { "entity", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, entity) },
  { "entity-name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, entity_name) },
  { "entity-kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, entity_kind) },
  { "entities", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtCard, entities) },
  { "techniques", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtCard, techniques) },
  { "effect", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, effect) },
  { "undo", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, undo) },
  { "steps", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtCard, steps) },
  { "outward", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtCard, outward) },
  { "automation", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, automation) },
  { "query", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, query) },
  { "query-title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, query_title) },
  { "message", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, message) },
  { "classification", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, classification) },
  { "determination", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, determination) },
  { "confidence", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, confidence) },
  { "source", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCard, source) },
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtCard, state) },
  { "weight", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtCard, weight) },
  { "statements", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtCard, statements), vdt_statement_get_type },
};

static void
vdt_card_class_init (VdtCardClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_card_init (VdtCard *self)
{
}

/**
 * vdt_card_new:
 * @key: what tells it from the other cards of its incident
 *
 * Returns: (transfer full): a new card, proposed by the built-in engine
 */
VdtCard *
vdt_card_new (const char *key)
{
  return g_object_new (VDT_TYPE_CARD, "key", key, "state", "proposed", "source", "builtin", NULL);
}

const char *
vdt_card_get_key (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->key;
}

const char *
vdt_card_get_group (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->group;
}

const char *
vdt_card_get_action (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->action;
}

const char *
vdt_card_get_title (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->title;
}

const char *
vdt_card_get_entity (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->entity;
}

const char *
vdt_card_get_state (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->state;
}

const char *
vdt_card_get_query (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->query;
}

const char *
vdt_card_get_message (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->message;
}

const char *
vdt_card_get_source (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return self->source;
}

gboolean
vdt_card_get_outward (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), FALSE);

  return self->outward;
}

GListModel *
vdt_card_get_statements (VdtCard *self)
{
  g_return_val_if_fail (VDT_IS_CARD (self), NULL);

  return G_LIST_MODEL (self->statements);
}

void
vdt_card_add_statement (VdtCard      *self,
                        VdtStatement *statement)
{
  g_return_if_fail (VDT_IS_CARD (self));
  g_return_if_fail (VDT_IS_STATEMENT (statement));

  g_list_store_append (self->statements, statement);
}
