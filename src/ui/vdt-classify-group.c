/* vdt-classify-group.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-classify-group.h"

#include <glib/gi18n.h>

#include "vdt-schema.h"

/**
 * VdtClassifyGroup:
 *
 * Two rows: what the incident is, and of which kind. The kinds on offer are those
 * that go with the classification (data/schema/graph.json); a kind that came with
 * the incident and is not among them is offered too, so that nothing is lost.
 * Emits #VdtClassifyGroup::changed.
 */
struct _VdtClassifyGroup
{
  AdwPreferencesGroup  parent_instance;

  AdwComboRow         *classification;
  AdwComboRow         *determination;

  GPtrArray           *nicks;     /* of the determinations on offer; interned */
  gboolean             quiet;
};

G_DEFINE_FINAL_TYPE (VdtClassifyGroup, vdt_classify_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define NOT_SET "unknown"

static const VdtClassification *
chosen (VdtClassifyGroup *self)
{
  gsize n;
  const VdtClassification *all = vdt_schema_get_classifications (&n);
  guint selected = adw_combo_row_get_selected (self->classification);

  return selected == 0 || selected > n ? NULL : &all[selected - 1];
}

static void
offer_determinations (VdtClassifyGroup *self,
                      const char       *keep)
{
  const VdtClassification *classification = chosen (self);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->nicks, 0);
  g_ptr_array_add (self->nicks, (char *) NOT_SET);
  gtk_string_list_append (list, _("Not set"));
  for (gsize i = 0; classification != NULL && classification->determinations[i] != NULL; i++)
    {
      const char *nick = classification->determinations[i];

      g_ptr_array_add (self->nicks, (char *) g_intern_string (nick));
      gtk_string_list_append (list, gettext (vdt_schema_label ("alertDetermination", nick)));
      if (g_strcmp0 (nick, keep) == 0)
        selected = self->nicks->len - 1;
    }
  if (selected == 0 && keep != NULL && *keep != '\0' && !g_str_equal (keep, NOT_SET))
    {
      const char *label = vdt_schema_label ("alertDetermination", keep);

      g_ptr_array_add (self->nicks, (char *) g_intern_string (keep));
      gtk_string_list_append (list, label == NULL ? keep : gettext (label));
      selected = self->nicks->len - 1;
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->determination),
                                 classification == NULL ? _("Kind") : gettext (classification->asks));
  adw_combo_row_set_model (self->determination, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->determination, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->determination), self->nicks->len > 1);
}

static void
classification_cb (VdtClassifyGroup *self)
{
  if (self->quiet)
    return;

  self->quiet = TRUE;
  offer_determinations (self, NULL);
  self->quiet = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
determination_cb (VdtClassifyGroup *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
vdt_classify_group_finalize (GObject *object)
{
  g_ptr_array_unref (VDT_CLASSIFY_GROUP (object)->nicks);

  G_OBJECT_CLASS (vdt_classify_group_parent_class)->finalize (object);
}

static void
vdt_classify_group_class_init (VdtClassifyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_classify_group_finalize;

  /**
   * VdtClassifyGroup::changed:
   * @self: the group
   *
   * The analyst chose something.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vdt_classify_group_init (VdtClassifyGroup *self)
{
  gsize n;
  const VdtClassification *all = vdt_schema_get_classifications (&n);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->nicks = g_ptr_array_new ();
  gtk_string_list_append (list, _("Not set"));
  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (list, gettext (all[i].label));

  self->classification = g_object_new (ADW_TYPE_COMBO_ROW, "title", _("_Classification"),
                                       "use-underline", TRUE, "model", list, NULL);
  self->determination = g_object_new (ADW_TYPE_COMBO_ROW, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->classification));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->determination));
  offer_determinations (self, NULL);
  g_signal_connect_swapped (self->classification, "notify::selected", G_CALLBACK (classification_cb), self);
  g_signal_connect_swapped (self->determination, "notify::selected", G_CALLBACK (determination_cb), self);
}

const char *
vdt_classify_group_get_classification (VdtClassifyGroup *self)
{
  const VdtClassification *classification;

  g_return_val_if_fail (VDT_IS_CLASSIFY_GROUP (self), NULL);

  classification = chosen (self);
  return classification == NULL ? NOT_SET : classification->nick;
}

const char *
vdt_classify_group_get_determination (VdtClassifyGroup *self)
{
  guint selected;

  g_return_val_if_fail (VDT_IS_CLASSIFY_GROUP (self), NULL);

  selected = adw_combo_row_get_selected (self->determination);
  return selected < self->nicks->len ? g_ptr_array_index (self->nicks, selected) : NOT_SET;
}

/**
 * vdt_classify_group_set:
 * @self: a group
 * @classification: (nullable): as Graph spells it
 * @determination: (nullable): as Graph spells it
 *
 * Shows values without telling of it.
 */
void
vdt_classify_group_set (VdtClassifyGroup *self,
                        const char       *classification,
                        const char       *determination)
{
  gsize n;
  const VdtClassification *all = vdt_schema_get_classifications (&n);
  guint selected = 0;

  g_return_if_fail (VDT_IS_CLASSIFY_GROUP (self));

  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (all[i].nick, classification) == 0)
      selected = (guint) i + 1;

  self->quiet = TRUE;
  adw_combo_row_set_selected (self->classification, selected);
  offer_determinations (self, determination);
  self->quiet = FALSE;
}
