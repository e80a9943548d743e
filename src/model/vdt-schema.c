/* vdt-schema.c
 *
 * Reads data/schema/graph.json once and keeps it: constant knowledge, safe from
 * every thread, never freed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-schema.h"

#include "vdt-data.h"
#include "vdt-schema-resources.h"

typedef struct
{
  GArray     *members;          /* VdtSchemaMember */
  GHashTable *by_folded;        /* lower-case spelling or alias → VdtSchemaMember */
} Enum;

typedef struct
{
  GVariant   *data;             /* owns every string below */
  GHashTable *enums;            /* name → Enum */
  GArray     *kinds;            /* VdtEvidenceKind */
  GHashTable *kind_by_name;
  GHashTable *kind_fields;      /* name → GHashTable of field names */
  GHashTable *older;            /* lower-case entity type → kind */
  GHashTable *older_fields;     /* kind → GHashTable of older name → path */
  GArray     *classifications;  /* VdtClassification */
  GHashTable *categories;       /* lower-case spelling → VdtCategory */
  GHashTable *services;         /* two letters → nick */
  GHashTable *field_enums;
  GHashTable *field_labels;
} Schema;

typedef void (*EachFunc) (Schema     *self,
                          const char *name,
                          GVariant   *value);

static void
each_of_object (Schema     *self,
                const char *member,
                EachFunc    func)
{
  g_autoptr(GVariant) object = vdt_data_get_object (self->data, member);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_assert (object != NULL);

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    func (self, name, value);
}

static void
each_of_list (Schema     *self,
              const char *member,
              EachFunc    func)
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, member);
  GVariantIter iter;
  GVariant *value;

  g_assert (list != NULL);

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_loop (&iter, "v", &value))
    func (self, NULL, value);
}

static char *
fold (const char *text)
{
  return g_ascii_strdown (text, -1);
}

static void
add_enum (Schema     *self,
          const char *name,
          GVariant   *list)
{
  Enum *type = g_new0 (Enum, 1);
  gsize n = g_variant_n_children (list);

  type->members = g_array_sized_new (FALSE, TRUE, sizeof (VdtSchemaMember), n);
  type->by_folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);
      VdtSchemaMember member = {
        .nick = g_intern_string (vdt_data_get_string (item, "nick")),
        .label = vdt_data_get_string (item, "label"),
        .retired = vdt_data_get_flag (item, "retired"),
      };

      g_array_append_val (type->members, member);
    }

  for (guint i = 0; i < type->members->len; i++)
    {
      VdtSchemaMember *member = &g_array_index (type->members, VdtSchemaMember, i);

      g_hash_table_insert (type->by_folded, fold (member->nick), member);
    }

  g_hash_table_insert (self->enums, (gpointer) name, type);
}

static void
add_aliases (Schema     *self,
             const char *name,
             GVariant   *aliases)
{
  Enum *type = g_hash_table_lookup (self->enums, name);
  GVariantIter iter;
  const char *alias;
  GVariant *nick;

  g_assert (type != NULL);

  g_variant_iter_init (&iter, aliases);
  while (g_variant_iter_loop (&iter, "{&sv}", &alias, &nick))
    {
      g_autofree char *folded = fold (g_variant_get_string (nick, NULL));
      VdtSchemaMember *member = g_hash_table_lookup (type->by_folded, folded);

      g_assert (member != NULL);
      g_hash_table_insert (type->by_folded, fold (alias), member);
    }
}

static void
add_kind (Schema     *self,
          const char *unused,
          GVariant   *item)
{
  g_autoptr(GVariant) fields = vdt_data_get_object (item, "fields");
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  VdtEvidenceKind kind = {
    .kind = g_intern_string (vdt_data_get_string (item, "kind")),
    .label = vdt_data_get_string (item, "label"),
    .plural = vdt_data_get_string (item, "plural"),
    .asset = vdt_data_get_string (item, "asset"),
    .icon = vdt_data_get_string (item, "icon"),
    .title_paths = vdt_data_dup_strv (item, "title"),
    .detail_paths = vdt_data_dup_strv (item, "detail"),
  };
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, NULL))
    g_hash_table_add (names, (gpointer) name);

  g_array_append_val (self->kinds, kind);
  g_hash_table_insert (self->kind_fields, (gpointer) kind.kind, names);
}

static void
add_older (Schema     *self,
           const char *name,
           GVariant   *kind)
{
  g_hash_table_insert (self->older, fold (name),
                       (gpointer) g_intern_string (g_variant_get_string (kind, NULL)));
}

static void
add_older_fields (Schema     *self,
                  const char *kind,
                  GVariant   *names)
{
  GHashTable *paths = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantIter iter;
  const char *name;
  GVariant *path;

  g_variant_iter_init (&iter, names);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &path))
    g_hash_table_insert (paths, (gpointer) name, (gpointer) g_variant_get_string (path, NULL));

  g_hash_table_insert (self->older_fields, (gpointer) kind, paths);
}

static void
add_classification (Schema     *self,
                    const char *unused,
                    GVariant   *item)
{
  VdtClassification classification = {
    .nick = g_intern_string (vdt_data_get_string (item, "classification")),
    .label = vdt_data_get_string (item, "label"),
    .asks = vdt_data_get_string (item, "asks"),
    .determinations = vdt_data_dup_strv (item, "determinations"),
  };

  g_array_append_val (self->classifications, classification);
}

static void
add_category (Schema     *self,
              const char *unused,
              GVariant   *item)
{
  VdtCategory *category = g_new0 (VdtCategory, 1);
  g_autofree const char **aliases = vdt_data_dup_strv (item, "aliases");

  category->nick = g_intern_string (vdt_data_get_string (item, "nick"));
  category->label = vdt_data_get_string (item, "label");
  category->tactic = vdt_data_get_string (item, "tactic");
  category->order = g_hash_table_size (self->categories);

  g_hash_table_insert (self->categories, fold (category->nick), category);
  for (gsize i = 0; aliases[i] != NULL; i++)
    g_hash_table_insert (self->categories, fold (aliases[i]), category);
}

static void
add_service (Schema     *self,
             const char *unused,
             GVariant   *item)
{
  g_hash_table_insert (self->services, (gpointer) vdt_data_get_string (item, "prefix"),
                       (gpointer) g_intern_string (vdt_data_get_string (item, "serviceSource")));
}

static void
add_field_enum (Schema     *self,
                const char *name,
                GVariant   *type)
{
  g_hash_table_insert (self->field_enums, (gpointer) name,
                       (gpointer) g_variant_get_string (type, NULL));
}

static void
add_field_label (Schema     *self,
                 const char *name,
                 GVariant   *label)
{
  g_hash_table_insert (self->field_labels, (gpointer) name,
                       (gpointer) g_variant_get_string (label, NULL));
}

static Schema *
load (void)
{
  Schema *self = g_new0 (Schema, 1);

  self->data = vdt_data_load (vdt_schema_get_resource (), "graph");
  self->enums = g_hash_table_new (g_str_hash, g_str_equal);
  self->kinds = g_array_new (FALSE, TRUE, sizeof (VdtEvidenceKind));
  self->kind_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->kind_fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->older = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->older_fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->classifications = g_array_new (FALSE, TRUE, sizeof (VdtClassification));
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->services = g_hash_table_new (g_str_hash, g_str_equal);
  self->field_enums = g_hash_table_new (g_str_hash, g_str_equal);
  self->field_labels = g_hash_table_new (g_str_hash, g_str_equal);

  each_of_object (self, "enums", add_enum);
  each_of_object (self, "aliases", add_aliases);
  each_of_list (self, "evidenceKinds", add_kind);
  each_of_object (self, "olderEntityTypes", add_older);
  each_of_object (self, "olderFields", add_older_fields);
  each_of_list (self, "classifications", add_classification);
  each_of_list (self, "categories", add_category);
  each_of_list (self, "alertPrefixes", add_service);
  each_of_object (self, "fieldEnums", add_field_enum);
  each_of_object (self, "fieldLabels", add_field_label);

  for (guint i = 0; i < self->kinds->len; i++)
    {
      VdtEvidenceKind *kind = &g_array_index (self->kinds, VdtEvidenceKind, i);

      g_hash_table_insert (self->kind_by_name, (gpointer) kind->kind, kind);
    }

  return self;
}

static Schema *
get_schema (void)
{
  static Schema *schema = NULL;

  if (g_once_init_enter (&schema))
    g_once_init_leave (&schema, load ());

  return schema;
}

/* Looks @text up in any case without allocating for it; what is longer than any
 * name that we know is none. */
static gpointer
lookup_folded (GHashTable *table,
               const char *text)
{
  char folded[64];
  gsize i;

  for (i = 0; text[i] != '\0'; i++)
    {
      if (i == sizeof folded - 1)
        return NULL;
      folded[i] = g_ascii_tolower (text[i]);
    }
  folded[i] = '\0';

  return g_hash_table_lookup (table, folded);
}

static const VdtSchemaMember *
find_member (const char *enum_name,
             const char *text)
{
  Enum *type = g_hash_table_lookup (get_schema ()->enums, enum_name);

  g_return_val_if_fail (type != NULL, NULL);

  return lookup_folded (type->by_folded, text);
}

/**
 * vdt_schema_canonical:
 * @enum_name: an enum of Graph, `alertDetermination`
 * @text: a member in any case, or a name that it had in an older API
 *
 * Returns: (nullable): the interned nick, or %NULL if the enum has no such
 *   member: Graph's enums grow, so that the caller keeps @text as it came
 */
const char *
vdt_schema_canonical (const char *enum_name,
                      const char *text)
{
  const VdtSchemaMember *member;

  g_return_val_if_fail (enum_name != NULL && text != NULL, NULL);

  member = find_member (enum_name, text);

  return member != NULL ? member->nick : NULL;
}

/**
 * vdt_schema_label:
 * @enum_name: an enum of Graph
 * @nick: a member, known or not
 *
 * Returns: what people read; an unknown member is shown as it came
 */
const char *
vdt_schema_label (const char *enum_name,
                  const char *nick)
{
  const VdtSchemaMember *member;

  g_return_val_if_fail (enum_name != NULL && nick != NULL, NULL);

  member = find_member (enum_name, nick);

  return member != NULL ? member->label : nick;
}

/**
 * vdt_schema_get_members:
 * @enum_name: an enum of Graph
 * @out_n: (out): how many members there are
 *
 * Returns: (array length=out_n): all members in Graph's order
 */
const VdtSchemaMember *
vdt_schema_get_members (const char *enum_name,
                        gsize      *out_n)
{
  Enum *type;

  g_return_val_if_fail (enum_name != NULL && out_n != NULL, NULL);

  *out_n = 0;
  type = g_hash_table_lookup (get_schema ()->enums, enum_name);
  g_return_val_if_fail (type != NULL, NULL);
  *out_n = type->members->len;

  return (const VdtSchemaMember *) (gpointer) type->members->data;
}

/**
 * vdt_schema_enum_of_field:
 * @field: a property's name in Graph, without path
 *
 * An incident's `status` is of another enum than an alert's, which is meant here.
 *
 * Returns: (nullable): the enum that its values belong to
 */
const char *
vdt_schema_enum_of_field (const char *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return g_hash_table_lookup (get_schema ()->field_enums, field);
}

/**
 * vdt_schema_dup_field_label:
 * @path: a field's path, `imageFile.fileName` or `ipInterfaces[0]`
 *
 * Returns: (transfer full): “Program › File name”, “IP addresses 1”; a segment
 *   that no label is known for stays as it came
 */
char *
vdt_schema_dup_field_label (const char *path)
{
  g_auto(GStrv) segments = NULL;
  GString *label;

  g_return_val_if_fail (path != NULL, NULL);

  segments = g_strsplit (path, ".", -1);
  label = g_string_new (NULL);

  for (gsize i = 0; segments[i] != NULL; i++)
    {
      char *bracket = strchr (segments[i], '[');
      g_autofree char *rest = g_strdup (bracket != NULL ? bracket : "");
      const char *known;

      if (bracket != NULL)
        *bracket = '\0';

      known = g_hash_table_lookup (get_schema ()->field_labels, segments[i]);
      if (i > 0)
        g_string_append (label, " › ");
      g_string_append (label, known != NULL ? known : segments[i]);

      for (const char *c = strchr (rest, '['); c != NULL; c = strchr (c + 1, '['))
        g_string_append_printf (label, " %" G_GUINT64_FORMAT, g_ascii_strtoull (c + 1, NULL, 10) + 1);
    }

  return g_string_free (label, FALSE);
}

/**
 * vdt_schema_get_kind:
 * @kind: a kind of evidence, `deviceEvidence`
 *
 * Returns: (nullable): what is known of it
 */
const VdtEvidenceKind *
vdt_schema_get_kind (const char *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  return g_hash_table_lookup (get_schema ()->kind_by_name, kind);
}

/**
 * vdt_schema_get_kinds:
 * @out_n: (out): how many there are
 *
 * Returns: (array length=out_n): every kind of evidence, by name
 */
const VdtEvidenceKind *
vdt_schema_get_kinds (gsize *out_n)
{
  g_return_val_if_fail (out_n != NULL, NULL);

  *out_n = get_schema ()->kinds->len;

  return (const VdtEvidenceKind *) (gpointer) get_schema ()->kinds->data;
}

/**
 * vdt_schema_kind_of_older:
 * @entity_type: `entityType` of the api.security.microsoft.com spelling, any case
 *
 * Returns: (nullable): the kind of evidence that Graph calls it
 */
const char *
vdt_schema_kind_of_older (const char *entity_type)
{
  g_return_val_if_fail (entity_type != NULL, NULL);

  return lookup_folded (get_schema ()->older, entity_type);
}

/**
 * vdt_schema_older_field:
 * @kind: a kind of evidence
 * @field: a member's name in the older API
 *
 * Returns: (nullable): the path that Graph has for it, %NULL if the name is the same
 */
const char *
vdt_schema_older_field (const char *kind,
                        const char *field)
{
  GHashTable *paths;

  g_return_val_if_fail (kind != NULL && field != NULL, NULL);

  paths = g_hash_table_lookup (get_schema ()->older_fields, kind);

  return paths != NULL ? g_hash_table_lookup (paths, field) : NULL;
}

/**
 * vdt_schema_kind_has_field:
 * @kind: a kind of evidence
 * @field: the name of one of its own fields, not of a common one
 *
 * Returns: %TRUE if Graph declares it
 */
gboolean
vdt_schema_kind_has_field (const char *kind,
                           const char *field)
{
  GHashTable *fields;

  g_return_val_if_fail (kind != NULL && field != NULL, FALSE);

  fields = g_hash_table_lookup (get_schema ()->kind_fields, kind);

  return fields != NULL && g_hash_table_contains (fields, field);
}

/**
 * vdt_schema_get_classifications:
 * @out_n: (out): how many there are
 *
 * Returns: (array length=out_n): what a person can choose, with the
 *   determinations that go with each (ANCHOR.md IM-5)
 */
const VdtClassification *
vdt_schema_get_classifications (gsize *out_n)
{
  g_return_val_if_fail (out_n != NULL, NULL);

  *out_n = get_schema ()->classifications->len;

  return (const VdtClassification *) (gpointer) get_schema ()->classifications->data;
}

/**
 * vdt_schema_get_category:
 * @category: an alert's category in any case
 *
 * Returns: (nullable): what is known of it
 */
const VdtCategory *
vdt_schema_get_category (const char *category)
{
  g_return_val_if_fail (category != NULL, NULL);

  return lookup_folded (get_schema ()->categories, category);
}

/**
 * vdt_schema_service_of_alert:
 * @alert_id: an alert's id in Graph, which begins with two letters for its source
 *
 * Returns: (nullable): nick of `serviceSource` (ANCHOR.md AL-3)
 */
const char *
vdt_schema_service_of_alert (const char *alert_id)
{
  char prefix[3] = "";

  g_return_val_if_fail (alert_id != NULL, NULL);

  /* A bare GUID may begin with the same letters: its first dash is too early. */
  if (strnlen (alert_id, 10) < 10 || alert_id[8] == '-')
    return NULL;

  memcpy (prefix, alert_id, 2);

  return g_hash_table_lookup (get_schema ()->services, prefix);
}
