/* vdt-data.c
 *
 * A packed JSON file is a GVariant of nested `a{sv}` and `av`; see
 * tools/pack-json.c. It is mapped, not copied: strings that are read from it
 * live as long as the variant that vdt_data_load() gave.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-data.h"

#define PREFIX "/io/github/vedette/Vedette/data/"

/**
 * vdt_data_load:
 * @resource: the resource that the file was compiled into
 * @name: a file under `data/`, without folder and ending
 *
 * Returns: (transfer full): the file's object, of type `a{sv}`. A name that was
 *   not compiled in is a mistake of the program and ends it.
 */
GVariant *
vdt_data_load (GResource  *resource,
               const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, name, ".gvariant", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                    &error);

  if (bytes == NULL)
    g_error ("%s", error->message);

  return g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, TRUE));
}

static GVariant *
get_typed (GVariant           *object,
           const char         *member,
           const GVariantType *type)
{
  g_return_val_if_fail (g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT), NULL);

  return g_variant_lookup_value (object, member, type);
}

/**
 * vdt_data_get_list:
 * @object: an object of a data file
 * @member: a member's name
 *
 * Returns: (transfer full) (nullable): the member, of type `av`, or %NULL if it
 *   is absent or no list
 */
GVariant *
vdt_data_get_list (GVariant   *object,
                   const char *member)
{
  return get_typed (object, member, G_VARIANT_TYPE ("av"));
}

/**
 * vdt_data_get_object:
 * @object: an object of a data file
 * @member: a member's name
 *
 * Returns: (transfer full) (nullable): the member, of type `a{sv}`
 */
GVariant *
vdt_data_get_object (GVariant   *object,
                     const char *member)
{
  return get_typed (object, member, G_VARIANT_TYPE_VARDICT);
}

/**
 * vdt_data_get_string:
 * @object: an object of a data file
 * @member: a member's name
 *
 * Returns: (nullable): the member's text, owned by the file's data
 */
const char *
vdt_data_get_string (GVariant   *object,
                     const char *member)
{
  const char *text = NULL;

  g_return_val_if_fail (g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT), NULL);

  return g_variant_lookup (object, member, "&s", &text) ? text : NULL;
}

/**
 * vdt_data_dup_strv:
 * @object: an object of a data file
 * @member: the name of a list of strings
 *
 * Returns: (transfer container): the strings, %NULL-terminated, each owned by
 *   the file's data; empty if the member is absent
 */
const char **
vdt_data_dup_strv (GVariant   *object,
                   const char *member)
{
  g_autoptr(GVariant) list = vdt_data_get_list (object, member);
  GPtrArray *strings = g_ptr_array_new ();
  gsize n = list != NULL ? g_variant_n_children (list) : 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) value = g_variant_get_variant (boxed);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        g_ptr_array_add (strings, (gpointer) g_variant_get_string (value, NULL));
    }

  g_ptr_array_add (strings, NULL);

  return (const char **) g_ptr_array_free (strings, FALSE);
}

/**
 * vdt_data_get_flag:
 * @object: an object of a data file
 * @member: a member's name
 *
 * Returns: %TRUE only if the member is there and true
 */
gboolean
vdt_data_get_flag (GVariant   *object,
                   const char *member)
{
  gboolean flag = FALSE;

  g_return_val_if_fail (g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT), FALSE);

  return g_variant_lookup (object, member, "b", &flag) && flag;
}
