using System;
using UnityEngine;

namespace VisualNovel
{
    /// <summary>The story with every picture and sound it names.</summary>
    [CreateAssetMenu(menuName = "Visual Novel/Story Library")]
    public sealed class StoryLibrary : ScriptableObject
    {
        [SerializeField] private TextAsset chapter;
        [SerializeField] private Place[] places = new Place[0];
        [SerializeField] private Portrait[] portraits = new Portrait[0];
        [SerializeField] private Sound[] sounds = new Sound[0];

        public TextAsset Chapter
        {
            get { return chapter; }
        }

        public Place FindPlace(string name)
        {
            return Array.Find(places, each => each.name == name) ?? throw Missing("background", name);
        }

        public Portrait FindPortrait(string name)
        {
            return Array.Find(portraits, each => each.name == name) ?? throw Missing("portrait", name);
        }

        public AudioClip FindSound(string name)
        {
            Sound found = Array.Find(sounds, each => each.name == name) ?? throw Missing("sound", name);
            return found.clip;
        }

        private InvalidOperationException Missing(string kind, string name)
        {
            return new InvalidOperationException(this.name + " has no " + kind + " '" + name + "'. Add it there.");
        }

        [Serializable]
        public sealed class Place
        {
            public string name;
            public Sprite picture;

            [Tooltip("What moves in front of the picture, as water does; may be empty.")]
            public RuntimeAnimatorController motion;

            [Tooltip("Where the middle of what moves lies, in units from that of the picture.")]
            public Vector2 motionAt;
        }

        [Serializable]
        public sealed class Portrait
        {
            public string name;
            public Sprite bust;
            public Face[] faces;

            public Sprite FindFace(string mood)
            {
                Face found = Array.Find(faces, each => each.mood == mood);
                return found != null ? found.picture : throw new InvalidOperationException(name + " has no face '" + mood + "'.");
            }
        }

        [Serializable]
        public sealed class Face
        {
            public string mood;
            public Sprite picture;
        }

        [Serializable]
        public sealed class Sound
        {
            public string name;
            public AudioClip clip;
        }
    }
}
