/* vdt-receipt.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-receipt.h"

/**
 * VdtReceipt:
 *
 * What an act did. The token takes it back; taking it back gives a receipt too, whose
 * token does it again.
 */
struct _VdtReceipt
{
  VdtRecord   parent_instance;

  char       *token;  /* %NULL if nothing had to be changed */
  char       *action;
  char      **incident_ids;  /* whose rows and pages are to be read again */
  char       *comment_id;  /* the comment that was added */
  guint       n_changes;
};

G_DEFINE_FINAL_TYPE (VdtReceipt, vdt_receipt, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "token", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReceipt, token) },
  { "action", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReceipt, action) },
  { "incident-ids", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtReceipt, incident_ids) },
  { "comment-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReceipt, comment_id) },
  { "n-changes", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReceipt, n_changes) },
};

static void
vdt_receipt_class_init (VdtReceiptClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_receipt_init (VdtReceipt *self)
{
}

VdtReceipt *
vdt_receipt_new (void)
{
  return g_object_new (VDT_TYPE_RECEIPT, NULL);
}

const char *
vdt_receipt_get_token (VdtReceipt *self)
{
  g_return_val_if_fail (VDT_IS_RECEIPT (self), NULL);

  return self->token;
}

const char * const *
vdt_receipt_get_incident_ids (VdtReceipt *self)
{
  return vdt_record_get_words (self, "incident-ids");
}

const char *
vdt_receipt_get_comment_id (VdtReceipt *self)
{
  g_return_val_if_fail (VDT_IS_RECEIPT (self), NULL);

  return self->comment_id;
}

guint
vdt_receipt_get_n_changes (VdtReceipt *self)
{
  g_return_val_if_fail (VDT_IS_RECEIPT (self), 0);

  return self->n_changes;
}
