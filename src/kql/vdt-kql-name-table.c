/* vdt-kql-name-table.c
 *
 * Names of columns with a number each: open addressing, doubled when half full.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-name-table.h"

#include <string.h>

void
vdt_kql_name_table_init (VdtKqlNameTable *self,
                         guint            n_expected)
{
  self->size = 16;
  while (self->size < n_expected * 2)
    self->size *= 2;

  self->slots = g_new0 (VdtKqlNameSlot, self->size);
  self->n_names = 0;
}

void
vdt_kql_name_table_clear (VdtKqlNameTable *self)
{
  g_clear_pointer (&self->slots, g_free);
}

static VdtKqlNameSlot *
find (VdtKqlNameTable *self,
      const char      *name,
      guint32          hash)
{
  guint mask = self->size - 1;
  guint at = hash & mask;

  while (self->slots[at].value != 0 &&
         (self->slots[at].hash != hash ||
          (self->slots[at].name != name && strcmp (self->slots[at].name, name) != 0)))
    at = (at + 1) & mask;

  return &self->slots[at];
}

/* Returns 0 if there is no such name. */
guint32
vdt_kql_name_table_lookup (VdtKqlNameTable *self,
                           const char      *name,
                           guint32          hash)
{
  return find (self, name, hash)->value;
}

static void
grow (VdtKqlNameTable *self)
{
  VdtKqlNameSlot *old = self->slots;
  guint old_size = self->size;

  self->size *= 2;
  self->slots = g_new0 (VdtKqlNameSlot, self->size);

  for (guint i = 0; i < old_size; i++)
    {
      if (old[i].value != 0)
        *find (self, old[i].name, old[i].hash) = old[i];
    }

  g_free (old);
}

/* Sets the number of a name; @value must not be 0. */
void
vdt_kql_name_table_insert (VdtKqlNameTable *self,
                           const char      *name,
                           guint32          hash,
                           guint32          value)
{
  VdtKqlNameSlot *slot = find (self, name, hash);

  g_assert (value != 0);

  if (slot->value == 0)
    self->n_names++;

  slot->name = name;
  slot->hash = hash;
  slot->value = value;

  if (self->n_names * 2 > self->size)
    grow (self);
}
