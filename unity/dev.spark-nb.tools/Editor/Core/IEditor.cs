using System;

namespace Spark.Tools
{
    /// <summary>The editor, as far as files of its project need it.</summary>
    public interface IEditor
    {
        /// <summary>
        /// Changes an asset with nothing of it open, and opens again what was. Refuses, before anything
        /// is done, when something unsaved would be lost.
        /// </summary>
        void Change(string path, Action change);

        /// <summary>Makes Unity see the asset, or the folder, as it is on disk now.</summary>
        void Import(string path);

        /// <summary>Deletes the asset, or the folder, with its .meta.</summary>
        void Delete(string path);

        bool IsGuidFree(string guid);
    }
}
