/* vdt-field-list.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-field-list.h"

#include "vdt-record.h"

/**
 * VdtFieldItem:
 *
 * One leaf of a record: made on demand, so that a record of thousands of fields
 * costs no more than what is on the screen.
 */
struct _VdtFieldItem
{
  GObject    parent_instance;

  VdtFields *fields;
  guint      index;
};

G_DEFINE_FINAL_TYPE (VdtFieldItem, vdt_field_item, G_TYPE_OBJECT)

static void
vdt_field_item_finalize (GObject *object)
{
  vdt_fields_unref (VDT_FIELD_ITEM (object)->fields);

  G_OBJECT_CLASS (vdt_field_item_parent_class)->finalize (object);
}

static void
vdt_field_item_class_init (VdtFieldItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_field_item_finalize;
}

static void
vdt_field_item_init (VdtFieldItem *self)
{
}

const char *
vdt_field_item_get_path (VdtFieldItem *self)
{
  g_return_val_if_fail (VDT_IS_FIELD_ITEM (self), NULL);

  return vdt_fields_get_path (self->fields, self->index);
}

const char *
vdt_field_item_get_text (VdtFieldItem *self)
{
  g_return_val_if_fail (VDT_IS_FIELD_ITEM (self), NULL);

  switch (vdt_fields_get_field_type (self->fields, self->index))
    {
    case VDT_FIELD_NULL:
      return "null";

    case VDT_FIELD_EMPTY_ARRAY:
      return "[]";

    case VDT_FIELD_EMPTY_OBJECT:
      return "{}";

    case VDT_FIELD_STRING:
    case VDT_FIELD_INTEGER:
    case VDT_FIELD_REAL:
    case VDT_FIELD_BOOLEAN:
    default:
      return vdt_fields_get_text (self->fields, self->index);
    }
}

/**
 * vdt_field_item_is_quiet:
 * @self: a field
 *
 * Returns: whether the field holds nothing: null, an empty array or object
 */
gboolean
vdt_field_item_is_quiet (VdtFieldItem *self)
{
  g_return_val_if_fail (VDT_IS_FIELD_ITEM (self), FALSE);

  return vdt_fields_is_empty_at (self->fields, self->index);
}

#define VDT_TYPE_FIELD_LIST (vdt_field_list_get_type ())
G_DECLARE_FINAL_TYPE (VdtFieldList, vdt_field_list, VDT, FIELD_LIST, GObject)

struct _VdtFieldList
{
  GObject    parent_instance;

  VdtFields *fields;
};

static void vdt_field_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtFieldList, vdt_field_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, vdt_field_list_model_init))

static GType
vdt_field_list_get_item_type (GListModel *model)
{
  return VDT_TYPE_FIELD_ITEM;
}

static guint
vdt_field_list_get_n_items (GListModel *model)
{
  return vdt_fields_get_n_fields (VDT_FIELD_LIST (model)->fields);
}

static gpointer
vdt_field_list_get_item (GListModel *model,
                         guint       position)
{
  VdtFieldList *self = VDT_FIELD_LIST (model);
  VdtFieldItem *item;

  if (position >= vdt_fields_get_n_fields (self->fields))
    return NULL;

  item = g_object_new (VDT_TYPE_FIELD_ITEM, NULL);
  item->fields = vdt_fields_ref (self->fields);
  item->index = position;

  return item;
}

static void
vdt_field_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = vdt_field_list_get_item_type;
  iface->get_n_items = vdt_field_list_get_n_items;
  iface->get_item = vdt_field_list_get_item;
}

static void
vdt_field_list_finalize (GObject *object)
{
  vdt_fields_unref (VDT_FIELD_LIST (object)->fields);

  G_OBJECT_CLASS (vdt_field_list_parent_class)->finalize (object);
}

static void
vdt_field_list_class_init (VdtFieldListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_field_list_finalize;
}

static void
vdt_field_list_init (VdtFieldList *self)
{
}

/**
 * vdt_field_list_new:
 * @fields: a record's fields
 *
 * Returns: (transfer full): a list of #VdtFieldItem
 */
GListModel *
vdt_field_list_new (VdtFields *fields)
{
  VdtFieldList *self = g_object_new (VDT_TYPE_FIELD_LIST, NULL);

  self->fields = vdt_fields_ref (fields);

  return G_LIST_MODEL (self);
}

/**
 * vdt_field_list_of_object:
 * @object: a record
 *
 * Returns: (transfer full): the fields that came with it or, if none did, its
 *   properties
 */
VdtFields *
vdt_field_list_of_object (GObject *object)
{
  g_autoptr(VdtFieldsBuilder) builder = NULL;
  g_autofree GParamSpec **pspecs = NULL;
  VdtFields *fields = NULL;
  guint n_pspecs;

  g_return_val_if_fail (VDT_IS_RECORD (object), NULL);

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (object), "fields") != NULL)
    g_object_get (object, "fields", &fields, NULL);
  if (fields != NULL && vdt_fields_get_n_fields (fields) > 0)
    return fields;
  g_clear_pointer (&fields, vdt_fields_unref);

  builder = vdt_fields_builder_new ();
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_pspecs);
  for (guint i = 0; i < n_pspecs; i++)
    {
      g_autofree char *value = NULL;

      if (g_type_is_a (pspecs[i]->value_type, G_TYPE_OBJECT) ||
          g_type_is_a (pspecs[i]->value_type, VDT_TYPE_FIELDS) ||
          g_type_is_a (pspecs[i]->value_type, G_TYPE_LIST_MODEL))
        continue;
      value = vdt_record_dup_value (object, pspecs[i]->name);
      if (value != NULL && *value != '\0')
        vdt_fields_builder_add (builder, pspecs[i]->name, VDT_FIELD_STRING, value, -1);
    }

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

static void
new_line (GString *out,
          guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < MIN (depth, 40); i++)
    g_string_append (out, "  ");
}

/**
 * vdt_field_list_indent:
 * @json: JSON text, however it is laid out
 * @max_bytes: about how much to give at most
 *
 * Breaks the text into lines and indents them; touches nothing else. It does not
 * read JSON, it follows brackets and strings: text that is none comes out too.
 *
 * Returns: (transfer full): valid UTF-8, cut with “…” at @max_bytes
 */
char *
vdt_field_list_indent (const char *json,
                       gsize       max_bytes)
{
  g_autofree char *valid = g_utf8_make_valid (json, -1);
  GString *out = g_string_new (NULL);
  gboolean in_string = FALSE;
  guint depth = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize size = (gsize) (g_utf8_next_char (p) - p);

      if (out->len >= max_bytes)
        {
          g_string_append (out, "…");
          break;
        }

      if (in_string)
        {
          g_string_append_len (out, p, (gssize) size);
          if (*p == '\\' && p[1] != '\0' && (guchar) p[1] < 0x80)
            g_string_append_c (out, *++p);
          else if (*p == '"')
            in_string = FALSE;
        }
      else if (*p == '{' || *p == '[')
        {
          g_string_append_c (out, *p);
          new_line (out, ++depth);
        }
      else if (*p == '}' || *p == ']')
        {
          depth = depth > 0 ? depth - 1 : 0;
          new_line (out, depth);
          g_string_append_c (out, *p);
        }
      else if (*p == ',')
        {
          g_string_append_c (out, ',');
          new_line (out, depth);
        }
      else if (*p == ':')
        g_string_append (out, ": ");
      else if (!g_ascii_isspace (*p))
        {
          in_string = *p == '"';
          g_string_append_len (out, p, (gssize) size);
        }
    }

  return g_string_free (out, FALSE);
}
