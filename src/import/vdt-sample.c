/* vdt-sample.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-sample.h"

#include "vdt-sample-resources.h"

#define FOLDER "/io/github/vedette/Vedette/sample"

static GListModel *
list_folder (const char *folder)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = g_resource_enumerate_children (vdt_sample_get_resource (), folder,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (names == NULL)
    g_error ("%s", error->message);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *uri = g_strconcat ("resource://", folder, "/", names[i], NULL);
      g_autoptr(GFile) file = g_file_new_for_uri (uri);

      g_list_store_append (files, file);
    }

  return G_LIST_MODEL (files);
}

/**
 * vdt_sample_list_files:
 *
 * The sample is data like any other: what is read from data/sample is imported
 * by #VdtImporter.
 *
 * Returns: (transfer full) (element-type GFile): the sample's files
 */
GListModel *
vdt_sample_list_files (void)
{
  return list_folder (FOLDER "/incidents");
}

/**
 * vdt_sample_list_telemetry:
 *
 * Returns: (transfer full) (element-type GFile): what the sensors saw of the main
 *   incident, and a description of what else happened then
 */
GListModel *
vdt_sample_list_telemetry (void)
{
  return list_folder (FOLDER "/telemetry");
}
